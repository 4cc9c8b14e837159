package io.weir.engine.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Values;
import io.weir.spi.ValueType;
import java.io.StringWriter;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProposalPropertiesTest {
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  /** A column whose values are of a type that is known. */
  record TypedColumn(ValueType type, List<String> values) {}

  @Property(tries = 300)
  void every_value_of_a_generated_table_can_be_read_as_the_proposed_type(
      @ForAll("tables") List<TypedColumn> columns, @ForAll("delimiters") char delimiter) {
    Proposed proposed = Proposed.of("t.csv", csv(columns, delimiter));
    List<ColumnPlan> plans = proposed.table("t").columns();
    assertEquals(columns.size(), plans.size());
    for (int i = 0; i < columns.size(); i++) {
      ColumnPlan plan = plans.get(i);
      for (String value : columns.get(i).values()) {
        assertTrue(
            plan.nullTokens().contains(value)
                || Values.read(plan.type(), value) instanceof Values.Reading.Readable,
            () -> plan + " cannot hold " + value);
      }
    }
  }

  @Property(tries = 300)
  void a_column_that_holds_values_of_a_type_is_proposed_as_that_type(
      @ForAll("tables") List<TypedColumn> columns) {
    Proposed proposed = Proposed.of("t.csv", csv(columns, ','));
    for (int i = 0; i < columns.size(); i++) {
      TypedColumn column = columns.get(i);
      ValueType found = proposed.table("t").columns().get(i).type();
      boolean blank = column.values().stream().allMatch(String::isEmpty);
      assertTrue(
          found == column.type() || blank || isNarrower(found, column.type()),
          () -> column + " became " + found);
    }
  }

  @Property(tries = 200)
  void a_proposed_key_is_unique_and_never_empty(@ForAll("tables") List<TypedColumn> columns) {
    Proposed proposed = Proposed.of("t.csv", csv(columns, ','));
    for (int i = 0; i < columns.size(); i++) {
      if (proposed.key("t").equals("c" + i)) {
        List<String> values = columns.get(i).values();
        assertEquals(values.size(), values.stream().distinct().count());
        assertTrue(values.stream().noneMatch(String::isEmpty));
      }
    }
  }

  @Property(tries = 300)
  void any_text_is_proposed_from_or_refused_with_a_reason(@ForAll("texts") String text) {
    for (String file : List.of("t.csv", "t.ndjson", "t.json", "t.txt")) {
      try {
        Proposed.of(file, text);
      } catch (SampleProblem problem) {
        assertTrue(!problem.getMessage().isBlank() && !problem.advice().isBlank());
      }
    }
  }

  @Property(tries = 200)
  void any_records_of_json_are_proposed_from(@ForAll("records") List<Map<String, String>> records) {
    StringBuilder lines = new StringBuilder();
    for (Map<String, String> record : records) {
      List<String> members = new ArrayList<>();
      record.forEach((name, value) -> members.add("\"" + name + "\": " + value));
      lines.append("{").append(String.join(", ", members)).append("}\n");
    }
    if (records.stream().anyMatch(record -> !record.isEmpty())) {
      Proposed proposed = Proposed.of("t.ndjson", lines.toString());
      assertEquals(
          records.stream().flatMap(record -> record.keySet().stream()).distinct().toList(),
          proposed.table("t").columns().stream().map(ColumnPlan::name).toList());
    }
  }

  /** Narrower types may fit by chance: all decimals whole, all texts dates. */
  private static boolean isNarrower(ValueType found, ValueType type) {
    return switch (type) {
      case STRING -> true;
      case DECIMAL -> found == ValueType.INTEGER;
      case DOUBLE -> found == ValueType.INTEGER || found == ValueType.DECIMAL;
      case INTEGER, BOOLEAN, DATE, TIME, DATETIME, BINARY, JSON -> false;
    };
  }

  private static String csv(List<TypedColumn> columns, char delimiter) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().fieldSeparator(delimiter).build(text)) {
      csv.writeRecord(IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toList());
      for (int row = 0; row < columns.getFirst().values().size(); row++) {
        int at = row;
        csv.writeRecord(columns.stream().map(column -> column.values().get(at)).toList());
      }
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    return text.toString();
  }

  @Provide
  Arbitrary<Character> delimiters() {
    return Arbitraries.of(DELIMITERS);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("ab1,;\t|\"'\r\n {}[]:ß\ud83d\ude00".toCharArray())
        .ofMaxLength(60);
  }

  @Provide
  Arbitrary<List<Map<String, String>>> records() {
    Arbitrary<String> name = Arbitraries.of("a", "b b", "ç", "id");
    Arbitrary<String> value =
        Arbitraries.of("1", "-2.5", "true", "null", "\"x\"", "\"\"", "{\"n\": [1]}", "[]", "1e400");
    return Arbitraries.maps(name, value)
        .ofMaxSize(4)
        .<Map<String, String>>map(LinkedHashMap::new)
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<TypedColumn>> tables() {
    Arbitrary<Integer> rows = Arbitraries.integers().between(1, 12);
    return rows.flatMap(count -> column(count).list().ofMinSize(2).ofMaxSize(5));
  }

  private static Arbitrary<TypedColumn> column(int rows) {
    return Arbitraries.of(
            ValueType.STRING,
            ValueType.INTEGER,
            ValueType.DECIMAL,
            ValueType.DOUBLE,
            ValueType.BOOLEAN,
            ValueType.DATE,
            ValueType.DATETIME)
        .flatMap(type ->
            Combinators.combine(
                    values(type).injectDuplicates(0.1).list().ofSize(rows),
                    Arbitraries.of(0, 0, 1, 3))
                .as((values, gap) -> new TypedColumn(type, withGaps(values, gap))));
  }

  private static List<String> withGaps(List<String> values, int gap) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> gap > 0 && i % gap == 0 ? "" : values.get(i))
        .toList();
  }

  private static Arbitrary<String> values(ValueType type) {
    return switch (type) {
      case INTEGER -> Arbitraries.longs().map(String::valueOf);
      case DECIMAL -> Arbitraries.bigDecimals().ofScale(3).map(number -> number.toPlainString());
      case DOUBLE -> Arbitraries.doubles().map(String::valueOf);
      case BOOLEAN -> Arbitraries.of("true", "false");
      case DATE ->
          Arbitraries.longs()
              .between(-300_000, 500_000)
              .map(day -> LocalDate.ofEpochDay(day).toString());
      case DATETIME ->
          Arbitraries.longs()
              .between(-9_000_000_000L, 9_000_000_000L)
              .map(
                  second -> LocalDateTime.ofEpochSecond(second, 0, java.time.ZoneOffset.UTC) + "Z");
      case STRING, TIME, BINARY, JSON ->
          Arbitraries.strings()
              .withChars("abcXYZ 019-+.,;|\"'\téß?\n".toCharArray())
              .ofMaxLength(12);
    };
  }
}
