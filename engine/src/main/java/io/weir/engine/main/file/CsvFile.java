package io.weir.engine.main.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prepared records as CSV (RFC 4180) in UTF-8, with a header. An empty value is an unquoted field
 * of length zero, a text of length zero a quoted one.
 */
final class CsvFile {
  private CsvFile() {}

  /**
   * Writes a table and forces it to disk.
   *
   * @param file that is not there yet
   * @param parts in order
   */
  static void write(Path file, TableSchema table, List<Part> parts, Parts store)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        CsvWriter writer =
            CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
      writer.writeRecord(table.columns().stream().map(ColumnSchema::name).toList());
      for (Part part : parts) {
        write(writer, part, store);
      }
      writer.flush();
      channel.force(true);
    }
  }

  private static void write(CsvWriter writer, Part part, Parts store) {
    try (Parts.Reader reader = store.read(part)) {
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        RecordBatch batch = next.get();
        @Nullable String[] fields = new String[batch.columns().size()];
        for (int row = 0; row < batch.size(); row++) {
          for (int i = 0; i < fields.length; i++) {
            Column column = batch.column(i);
            fields[i] = column.isEmpty(row) ? null : column.format(row);
          }
          writer.writeRecord(fields);
        }
      }
    }
  }
}
