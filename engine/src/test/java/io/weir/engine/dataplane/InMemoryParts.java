package io.weir.engine.dataplane;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Parts on the heap, for tests of the steps above them. */
public final class InMemoryParts implements Parts {
  private record Content(TableSchema schema, List<RecordBatch> batches) {}

  private final Map<String, Content> contents = new ConcurrentHashMap<>();
  private final Map<String, Mask> masks = new ConcurrentHashMap<>();

  /** Writes a whole part. */
  public Part store(PartId id, TableSchema schema, List<RecordBatch> batches) {
    try (Writer writer = write(id, schema)) {
      batches.forEach(writer::write);
      return writer.commit();
    }
  }

  /** All records of a part as lists of canonical texts, null where empty. */
  public static List<List<String>> rows(Reader reader) {
    List<List<String>> rows = new ArrayList<>();
    try (reader) {
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        RecordBatch batch = next.get();
        for (int row = 0; row < batch.size(); row++) {
          List<String> values = new ArrayList<>();
          for (Column column : batch.columns()) {
            values.add(column.isEmpty(row) ? null : column.format(row));
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }

  @Override
  public Writer write(PartId id, TableSchema schema) {
    return new Writer() {
      private final List<RecordBatch> batches = new ArrayList<>();

      @Override
      public void write(RecordBatch batch) {
        batches.add(batch);
      }

      @Override
      public long rows() {
        return batches.stream().mapToLong(RecordBatch::size).sum();
      }

      @Override
      public Part commit() {
        String path =
            id.run() + "/" + id.stage() + "/" + id.table() + "/" + id.source() + "-" + id.number();
        contents.put(path, new Content(schema, List.copyOf(batches)));
        String checksum = Integer.toHexString(InMemoryParts.rows(read(schema, path)).hashCode());
        return new Part(id, path, rows(), rows() * 8, checksum);
      }

      @Override
      public void close() {}
    };
  }

  private Reader read(TableSchema schema, String path) {
    return read(
        new Part(new PartId("", Stage.EXTRACT, "", 0, 0), path, 0, 0, ""),
        schema.columns().stream().map(ColumnSchema::name).toList());
  }

  @Override
  public Reader read(Part part) {
    return read(part, content(part).schema().columns().stream().map(ColumnSchema::name).toList());
  }

  @Override
  public Reader read(Part part, List<String> columns) {
    return read(part, columns, Optional.empty());
  }

  @Override
  public Reader read(Part part, List<String> columns, Optional<MaskFile> file) {
    return open(part, columns, file.map(this::read));
  }

  @Override
  public Reader read(Part part, List<String> columns, Mask mask) {
    return open(part, columns, Optional.of(mask));
  }

  private Reader open(Part part, List<String> columns, Optional<Mask> mask) {
    Content content = content(part);
    int[] indexes =
        columns.stream().mapToInt(name -> content.schema().indexOf(name).orElseThrow()).toArray();
    List<ColumnSchema> picked = new ArrayList<>();
    for (int index : indexes) {
      picked.add(content.schema().columns().get(index));
    }
    TableSchema schema = new TableSchema(content.schema().name(), picked);
    Iterator<RecordBatch> batches = content.batches().iterator();
    return new Reader() {
      private int first;

      @Override
      public Optional<RecordBatch> next() {
        if (!batches.hasNext()) {
          return Optional.empty();
        }
        RecordBatch batch = batches.next();
        List<Column> values = new ArrayList<>();
        for (int index : indexes) {
          String name = content.schema().columns().get(index).name();
          values.add(replaced(batch.column(index), name, first, mask));
        }
        RecordBatch narrow = new RecordBatch(schema, values, batch.size());
        int start = first;
        first += batch.size();
        if (mask.isEmpty()) {
          return Optional.of(narrow);
        }
        int[] rows = new int[batch.size()];
        int size = 0;
        for (int row = 0; row < batch.size(); row++) {
          if (!mask.get().deleted().contains(start + row)) {
            rows[size++] = row;
          }
        }
        return Optional.of(narrow.select(rows, size));
      }

      @Override
      public void close() {}
    };
  }

  private static Column replaced(Column column, String name, int first, Optional<Mask> mask) {
    for (Mask.Replacement replacement : mask.map(Mask::replacements).orElse(List.of())) {
      if (replacement.column().equals(name)) {
        int[] picks = new int[column.size()];
        for (int row = 0; row < picks.length; row++) {
          int at = java.util.Arrays.binarySearch(replacement.rows(), first + row);
          picks[row] = at < 0 ? row : column.size() + at;
        }
        return Concatenation.ofColumns(List.of(column, replacement.values()))
            .select(picks, picks.length);
      }
    }
    return column;
  }

  @Override
  public MaskFile write(Mask mask) {
    PartId id = mask.part();
    String path = id.run() + "/masks/" + id.table() + "/" + id.source() + "-" + id.number();
    masks.put(path, new Mask(id, mask.deleted().clone(), mask.replacements()));
    StringBuilder text = new StringBuilder(mask.deleted().toString());
    for (Mask.Replacement replacement : mask.replacements()) {
      text.append(replacement.column());
      for (int i = 0; i < replacement.rows().length; i++) {
        text.append(replacement.rows()[i]).append('=').append(replacement.values().format(i));
      }
    }
    return new MaskFile(
        id,
        path,
        mask.deleted().getLongCardinality(),
        Integer.toHexString(text.toString().hashCode()));
  }

  @Override
  public Mask read(MaskFile file) {
    Mask mask = masks.get(file.path());
    if (mask == null) {
      throw damaged(file.path());
    }
    return mask;
  }

  private Content content(Part part) {
    Content content = contents.get(part.path());
    if (content == null) {
      throw damaged(part.path());
    }
    return content;
  }

  private static WeirException damaged(String path) {
    return new WeirException(
        Problem.of(ErrorCode.DAMAGED_PART, "There is no " + path + ".", "Start over."));
  }
}
