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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prepared records as CSV (RFC 4180) in UTF-8, with a header. An empty value is an unquoted field
 * of length zero, a text of length zero a quoted one.
 */
final class CsvFile {
  private CsvFile() {}

  /**
   * Writes a table whole, or not at all.
   *
   * @param parts in order
   */
  static void write(Path file, TableSchema table, List<Part> parts, Parts store)
      throws IOException {
    Path target = file.toAbsolutePath();
    Path whole = target.resolveSibling(".weir-" + UUID.randomUUID() + ".tmp");
    try {
      try (CsvWriter writer =
          CsvWriter.builder()
              .lineDelimiter(LineDelimiter.LF)
              .quoteStrategy(QuoteStrategies.EMPTY)
              .build(
                  Files.newBufferedWriter(
                      whole, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW))) {
        writer.writeRecord(table.columns().stream().map(ColumnSchema::name).toList());
        for (Part part : parts) {
          write(writer, part, store);
        }
      }
      Files.move(
          whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
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
