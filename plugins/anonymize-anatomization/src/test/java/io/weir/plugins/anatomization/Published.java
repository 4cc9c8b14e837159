package io.weir.plugins.anatomization;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.RecordsTrial.Cut;
import io.weir.testkit.RecordsTrial.Outcome;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * What is published of records with an id and a sensitive number.
 *
 * @param ids in the order of the table
 * @param groups in the order of the table
 * @param sensitive group, value and count, in the order of the new table
 */
record Published(List<Long> ids, List<Long> groups, List<List<String>> sensitive) {
  /** Records with ids from 0, in that order. */
  static Published of(long[] values, long l, String order, long seed) {
    int rows = values.length;
    TableSchema table =
        new TableSchema(
            "people",
            List.of(
                new ColumnSchema("id", ValueType.INTEGER),
                new ColumnSchema("value", ValueType.INTEGER)));
    Column ids =
        new LongColumn(
            ValueType.INTEGER, LongStream.range(0, rows).toArray(), rows, Empties.none());
    Column sensitive = new LongColumn(ValueType.INTEGER, values, rows, Empties.none());
    OfRecords method =
        (OfRecords)
            new Anatomize()
                .prepare(
                    new MethodRequest(
                        table,
                        Optional.empty(),
                        Optional.of("id"),
                        Map.of(),
                        new Parameters(
                            Map.of(
                                "sensitive",
                                "value",
                                "l",
                                BigDecimal.valueOf(l),
                                "order",
                                order))));
    Outcome outcome =
        RecordsTrial.run(
            method,
            new RecordBatch(table, List.of(ids, sensitive), rows),
            TrialRun.of(seed, rows),
            Cut.batches(512));
    return new Published(
        numbers(order.equals("kept") ? RecordsTrial.texts(ids) : outcome.column("id")),
        numbers(outcome.column("group_id")),
        outcome.tables().get("people_sensitive"));
  }

  private static List<Long> numbers(List<String> texts) {
    return texts.stream().map(Published::number).toList();
  }

  static long number(String text) {
    return Long.parseLong(text.substring(1));
  }

  /** By group: the places of its records in the table, ascending. */
  Map<Long, List<Integer>> places() {
    Map<Long, List<Integer>> places = new HashMap<>();
    for (int place = 0; place < groups.size(); place++) {
      places.computeIfAbsent(groups.get(place), _ -> new ArrayList<>()).add(place);
    }
    return places;
  }

  /** By group: its values, in the order of the new table. */
  Map<Long, List<Long>> values() {
    Map<Long, List<Long>> values = new TreeMap<>();
    for (List<String> record : sensitive) {
      values
          .computeIfAbsent(number(record.get(0)), _ -> new ArrayList<>())
          .add(number(record.get(1)));
    }
    return values;
  }
}
