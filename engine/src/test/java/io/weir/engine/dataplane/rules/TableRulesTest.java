package io.weir.engine.dataplane.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.decode.BytesSource;
import io.weir.engine.dataplane.decode.ChunkBuffers;
import io.weir.engine.dataplane.decode.ChunkDecoder;
import io.weir.engine.dataplane.decode.Framer;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.decode.RecordException;
import io.weir.engine.dataplane.decode.Wanted;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.SourceFormat;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TableRulesTest {
  private static final Map<ValueType, List<String>> TEXTS =
      Map.of(
          ValueType.STRING, List.of("a", "b", "ba", "ä", "😀", "\uFFFD", "zz", "n/a"),
          ValueType.BOOLEAN, List.of("true", "false", "1", "0", "yes", "TRUE"),
          ValueType.INTEGER, List.of("0", "-5", "7", "100", "9223372036854775807", "1.0", "x"),
          ValueType.DECIMAL,
              List.of("0", "-5.50", "7", "99.999", "100", "1e3", "123456789012345678901", "x"),
          ValueType.DOUBLE, List.of("0", "-0.0", "-5.5", "7.25", "1e300", "NaN", "INF", "x"),
          ValueType.DATE, List.of("2020-01-01", "1999-12-31", "2030-06-15", "2021-02-29", "x"),
          ValueType.TIME, List.of("00:00", "12:30:15.5", "23:59:59.999999", "24:00"),
          ValueType.DATETIME,
              List.of("2020-01-01T00:00:00Z", "1999-12-31 23:59", "2030-01-01", "x"),
          ValueType.BINARY, List.of("", "AAAA", "_w==", "/w==", "AA=", "x"),
          ValueType.JSON, List.of("1", "{}", "[1,2]", "\"x\"", "{\"a\": null}", "{", "nul"));

  @Property(tries = 3000)
  void records_and_counts_are_those_of_a_record_wise_reading(@ForAll long seed) {
    Random random = new Random(seed);
    TablePlan table = table(random);
    List<List<String>> texts = texts(random, table);

    Optional<RowWiseRules> expected;
    Optional<RowWiseRules.Failed> failure = Optional.empty();
    try {
      expected = Optional.of(new RowWiseRules(table, texts));
    } catch (RowWiseRules.Failed failed) {
      expected = Optional.empty();
      failure = Optional.of(failed);
    }

    if (failure.isPresent()) {
      RecordException refused = assertThrows(RecordException.class, () -> apply(table, texts));
      Problem problem = refused.in("t", "s", 0).problem();
      assertEquals(ErrorCode.TYPE_VIOLATION, problem.code());
      assertEquals(failure.get().record, refused.record());
      assertEquals(failure.get().column, problem.where().get("column"));
      return;
    }
    TableRules.Outcome outcome = apply(table, texts);
    assertEquals(texts(expected.get().records), texts(records(outcome.batch())));
    assertEquals(expected.get().counts, counts(outcome.counts()));
    assertEquals(texts.size(), outcome.recordsIn());
  }

  private static TablePlan table(Random random) {
    List<ColumnPlan> columns = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      ValueType type = ValueType.values()[random.nextInt(ValueType.values().length)];
      List<String> readable =
          TEXTS.get(type).stream()
              .filter(text -> RowWiseRules.read(type, text).isPresent())
              .toList();
      Optional<ColumnPlan.Range> range = Optional.empty();
      if (random.nextBoolean()) {
        String first = readable.get(random.nextInt(readable.size()));
        String second = readable.get(random.nextInt(readable.size()));
        boolean ordered = compare(type, first, second) <= 0;
        range =
            Optional.of(
                new ColumnPlan.Range(
                    bound(random, ordered ? first : second),
                    bound(random, ordered ? second : first),
                    OnOutOfRange.values()[random.nextInt(2)]));
      }
      OnEmpty onEmpty =
          switch (random.nextInt(3)) {
            case 0 -> new OnEmpty.Pass();
            case 1 -> new OnEmpty.Drop();
            default -> new OnEmpty.Replace(readable.get(random.nextInt(readable.size())));
          };
      columns.add(
          new ColumnPlan(
              "c" + i,
              type,
              List.of(Set.of(""), Set.of("", "n/a", "x"), Set.<String>of()).get(random.nextInt(3)),
              onEmpty,
              range,
              random.nextInt(20) == 0
                  ? OnTypeViolation.FAIL
                  : random.nextBoolean() ? OnTypeViolation.DROP : OnTypeViolation.EMPTY,
              Optional.empty()));
    }
    return new TablePlan("t", columns, List.of(), Optional.empty(), List.of());
  }

  private static Optional<String> bound(Random random, String text) {
    return random.nextInt(4) == 0 || text.equals("NaN") ? Optional.empty() : Optional.of(text);
  }

  @SuppressWarnings("unchecked")
  private static int compare(ValueType type, String first, String second) {
    return ((Comparable<Object>) RowWiseRules.read(type, first).orElseThrow())
        .compareTo(RowWiseRules.read(type, second).orElseThrow());
  }

  private static List<List<String>> texts(Random random, TablePlan table) {
    List<List<String>> records = new ArrayList<>();
    for (int left = random.nextInt(200); left > 0; left--) {
      List<String> record = new ArrayList<>();
      for (ColumnPlan column : table.columns()) {
        List<String> pool = TEXTS.get(column.type());
        record.add(random.nextInt(6) == 0 ? "" : pool.get(random.nextInt(pool.size())));
      }
      records.add(record);
    }
    return records;
  }

  private static TableRules.Outcome apply(TablePlan table, List<List<String>> records) {
    StringBuilder csv = new StringBuilder();
    for (List<String> record : records) {
      csv.append(
              record.stream()
                  .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    List<String> names = table.columns().stream().map(ColumnPlan::name).toList();
    return apply(table, new SourceFormat.Csv(',', '"', names), csv.toString());
  }

  private static TableRules.Outcome apply(TablePlan table, SourceFormat format, String text) {
    FramingLimits limits = FramingLimits.standard();
    Framer framer =
        new Framer(
            new BytesSource(format, text), Wanted.of(table.schema()), limits, new ChunkBuffers(limits, 1));
    ChunkDecoder decoder = ChunkDecoder.of(framer.layout(), Wanted.of(table.schema()));
    TableRules rules = new TableRules(table, 3);
    return framer
        .next()
        .map(chunk -> rules.apply(decoder.decode(chunk)))
        .orElseGet(() ->
            new TableRules.Outcome(
                new RecordBatch(
                    table.schema(), table.columns().stream().map(TableRulesTest::none).toList(), 0),
                List.of(),
                0));
  }

  private static Column none(ColumnPlan column) {
    return io.weir.engine.dataplane.parts.ArbitraryBatches.column(column.type(), 1, new Random(0))
        .select(new int[0], 0);
  }

  private static List<List<Object>> records(RecordBatch batch) {
    List<List<Object>> records = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      List<Object> record = new ArrayList<>();
      for (Column column : batch.columns()) {
        record.add(column.isEmpty(row) ? null : value(column, row));
      }
      records.add(record);
    }
    return records;
  }

  private static Object value(Column column, int row) {
    return switch (column) {
      case LongColumn longs -> longs.value(row);
      case DoubleColumn doubles -> doubles.value(row);
      case BooleanColumn booleans -> booleans.value(row);
      case DecimalColumn decimals -> decimals.value(row);
      case BytesColumn bytes -> new RowWiseRules.Bytes(bytes.bytes(row));
    };
  }

  private static String texts(List<List<Object>> records) {
    return records.stream()
        .map(record ->
            record.stream()
                .map(value ->
                    value instanceof RowWiseRules.Bytes bytes
                        ? java.util.HexFormat.of().formatHex(bytes.bytes())
                        : String.valueOf(value))
                .collect(Collectors.joining("|")))
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, Long> counts(List<RuleCount> counts) {
    Map<String, Long> found = new TreeMap<>();
    for (RuleCount count : counts) {
      assertEquals("t", count.table());
      assertEquals(3, count.source());
      assertTrue(count.count() > 0);
      found.put(count.column() + " " + count.rule(), count.count());
    }
    return found;
  }

  @Example
  void values_of_json_are_read_whatever_their_kind() {
    TablePlan table =
        new TablePlan(
            "t",
            List.of(
                column("text", ValueType.STRING),
                column("number", ValueType.DECIMAL),
                column("flag", ValueType.BOOLEAN),
                column("any", ValueType.JSON)),
            List.of(),
            Optional.empty(),
            List.of());
    TableRules.Outcome outcome =
        apply(
            table,
            new SourceFormat.Json(),
            """
            [{"text": 12.50, "number": "1.5", "flag": 1, "any": {"a": [1, 2]}},
             {"text": true, "number": 1e2, "flag": "false", "any": "x\\n"},
             {"text": "", "number": null, "other": 1}]
            """);
    assertEquals(
        List.of("12.50,1.5,true,{\"a\": [1, 2]}", "true,100,false,\"x\\n\"", "-,-,-,-"),
        lines(outcome.batch()));
    assertEquals("EXTRA_FIELD_IGNORED", outcome.counts().getLast().rule().name());
    assertEquals(1, outcome.counts().getLast().count());
  }

  @Example
  void a_violation_says_the_class_of_the_value_and_never_the_value() {
    TablePlan table =
        new TablePlan(
            "t", List.of(column("born", ValueType.DATE)), List.of(), Optional.empty(), List.of());
    Map<String, String> found =
        Map.of(
            "\"s€cret\"", "a text of 6 characters",
            "12345", "a number of 5 characters",
            "true", "a truth value",
            "{\"secret\":1}", "an object",
            "[\"secret\"]", "an array");
    found.forEach((json, said) -> {
      RecordException refused =
          assertThrows(
              RecordException.class,
              () ->
                  apply(
                      table,
                      new SourceFormat.Json(),
                      "{\"born\":\"2020-01-01\"}\n{\"born\":" + json + "}\n"));
      assertEquals(
          "Table t, source s, record 102, column born: "
              + said
              + " stands where a date as YYYY-MM-DD is expected.",
          refused.in("t", "s", 100).problem().message());
    });
  }

  private static List<String> lines(RecordBatch batch) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      int at = row;
      lines.add(
          batch.columns().stream()
              .map(column -> column.isEmpty(at) ? "-" : column.format(at))
              .collect(Collectors.joining(",")));
    }
    return lines;
  }

  private static ColumnPlan column(String name, ValueType type) {
    return new ColumnPlan(
        name,
        type,
        Set.of(""),
        new OnEmpty.Pass(),
        Optional.empty(),
        OnTypeViolation.FAIL,
        Optional.empty());
  }
}
