package io.weir.engine.outbox;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pages through the records of a prepared table. A token is a part's number and a row within it.
 */
final class RecordReader {
  private final Parts parts;

  RecordReader(Parts parts) {
    this.parts = parts;
  }

  RecordPage page(Outbox.PreparedTable table, PageRequest request) {
    List<String> columns = table.columns().stream().map(ColumnSchema::name).toList();
    List<List<Optional<String>>> records = new ArrayList<>();
    Place place = Place.parse(request.token());
    while (place.part() < table.parts().size() && records.size() < request.size()) {
      Part part = table.parts().get(place.part());
      long next = collect(part, columns, place.row(), request.size(), records);
      place = next >= part.rows() ? new Place(place.part() + 1, 0) : new Place(place.part(), next);
    }
    return new RecordPage(
        columns, records, place.part() < table.parts().size() ? place.token() : "");
  }

  /** Adds records from a row on; gives the row after the last. */
  private long collect(
      Part part, List<String> columns, long from, int size, List<List<Optional<String>>> records) {
    long row = 0;
    try (Parts.Reader reader = parts.read(part, columns)) {
      Optional<RecordBatch> batch = reader.next();
      while (batch.isPresent() && records.size() < size) {
        int start = Math.clamp(from - row, 0, batch.get().size());
        int end = Math.min(batch.get().size(), start + size - records.size());
        for (int i = start; i < end; i++) {
          records.add(values(batch.get(), i));
        }
        if (end < batch.get().size()) {
          return row + end;
        }
        row += batch.get().size();
        batch = reader.next();
      }
      return batch.isPresent() ? row : part.rows();
    }
  }

  private static List<Optional<String>> values(RecordBatch batch, int row) {
    List<Optional<String>> values = new ArrayList<>(batch.columns().size());
    for (Column column : batch.columns()) {
      values.add(column.isEmpty(row) ? Optional.empty() : Optional.of(column.format(row)));
    }
    return values;
  }

  private record Place(int part, long row) {
    static Place parse(String token) {
      if (token.isEmpty()) {
        return new Place(0, 0);
      }
      try {
        String[] numbers = token.split("-", -1);
        Place place = new Place(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]));
        if (numbers.length == 2 && place.part() >= 0 && place.row() >= 0) {
          return place;
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new WeirException(unusable(), e);
      }
      throw new WeirException(unusable());
    }

    private static io.weir.engine.vocabulary.Problem unusable() {
      return Refusals.invalid(
          "page_token",
          "The page token is not one of this list.",
          "Use the next_page_token of the previous page unchanged, or none.");
    }

    String token() {
      return part + "-" + row;
    }
  }
}
