package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The records of a table at one stage.
 *
 * @param schema the table's columns at that stage
 * @param pieces in order
 */
record TableRecords(Parts parts, TableSchema schema, List<Piece> pieces) {
  TableRecords {
    pieces = List.copyOf(pieces);
  }

  /** A part and what lies over it. */
  record Piece(Part part, Optional<MaskFile> mask) {}

  static TableRecords prepared(Parts parts, TableSchema schema, List<Part> prepared) {
    return new TableRecords(
        parts, schema, prepared.stream().map(part -> new Piece(part, Optional.empty())).toList());
  }

  boolean has(String column) {
    return schema.indexOf(column).isPresent();
  }

  /** How many records there are. */
  long rows() {
    return pieces.stream()
        .mapToLong(piece -> piece.part().rows() - piece.mask().map(MaskFile::deleted).orElse(0L))
        .sum();
  }

  /** Shows some columns of all records; at least one column of a table without any wanted. */
  void forEach(List<String> columns, Consumer<RecordBatch> visitor) {
    List<String> read = columns.isEmpty() ? List.of(schema.columns().getFirst().name()) : columns;
    for (Piece piece : pieces) {
      try (Parts.Reader reader = parts.read(piece.part(), read, piece.mask())) {
        for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
          visitor.accept(next.get());
        }
      }
    }
  }
}
