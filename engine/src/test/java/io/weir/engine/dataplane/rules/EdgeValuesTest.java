package io.weir.engine.dataplane.rules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.decode.BytesSource;
import io.weir.engine.dataplane.decode.ChunkBuffers;
import io.weir.engine.dataplane.decode.ChunkDecoder;
import io.weir.engine.dataplane.decode.Framer;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.decode.RecordException;
import io.weir.engine.dataplane.decode.Wanted;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.Facets;
import io.weir.engine.definition.Facets.Lengths;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.SourceFormat;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values at the edges of their types, as JSON delivers them; what is dropped was a violation. */
class EdgeValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        // JSON numbers keep their digits.
        "DECIMAL; 0.1000000000000000055511151231257827; 0.1000000000000000055511151231257827",
        "DECIMAL; 123456789012345678901234567890.5; 123456789012345678901234567890.5",
        "DECIMAL; 1E2; 100",
        "DECIMAL; 1e400; 10000000000…",
        "DECIMAL; 1e1000; dropped",
        "DECIMAL; 1e-1001; dropped",
        "DECIMAL; -0.0; 0.0",
        "DECIMAL; \"NaN\"; dropped",
        "INTEGER; 1E2; dropped",
        "INTEGER; 1.0; dropped",
        "INTEGER; 9223372036854775807; 9223372036854775807",
        "INTEGER; -9223372036854775808; -9223372036854775808",
        "INTEGER; 9223372036854775808; dropped",
        "INTEGER; -0; 0",
        "INTEGER; true; dropped",
        "DOUBLE; 1e400; dropped",
        "DOUBLE; 1e-400; 0.0",
        "DOUBLE; -0.0; -0.0",
        "DOUBLE; 0.1000000000000000055511151231257827; 0.1",
        "DOUBLE; 9007199254740993; 9.007199254740992E15",
        "DOUBLE; \"NaN\"; NaN",
        "DOUBLE; \"-INF\"; -Infinity",
        "DOUBLE; \"Infinity\"; dropped",
        "DATE; \"2024-02-29\"; 2024-02-29",
        "DATE; \"2023-02-29\"; dropped",
        "DATE; \"1900-02-29\"; dropped",
        "DATE; \"2000-02-29\"; 2000-02-29",
        "DATE; \"0000-01-01\"; 0000-01-01",
        "DATE; \"9999-12-31\"; 9999-12-31",
        "DATE; \"10000-01-01\"; dropped",
        "DATE; 20240229; dropped",
        "TIME; \"24:00\"; dropped",
        "TIME; \"23:59:59.999999\"; 23:59:59.999999",
        "TIME; \"23:59:60\"; dropped",
        "DATETIME; \"2024-02-29T24:00:00Z\"; dropped",
        "DATETIME; \"2024-01-01T00:00:00+14:00\"; 2023-12-31T10:00:00Z",
        "DATETIME; \"2024-01-01T00:00:00-18:00\"; 2024-01-01T18:00:00Z",
        "DATETIME; \"2024-01-01T00:00:00+18:01\"; dropped",
        "DATETIME; \"9999-12-31T23:59:59.999999Z\"; 9999-12-31T23:59:59.999999Z",
        "DATETIME; \"9999-12-31T23:59:59-00:01\"; dropped",
        "DATETIME; \"0000-01-01T00:00:00+00:01\"; dropped",
        "BOOLEAN; 1; true",
        "BOOLEAN; \"TRUE\"; dropped",
        "STRING; 1E2; 1E2",
        "STRING; {}; dropped",
      })
  void json_values_are_read_or_dropped(ValueType type, String json, String expected) {
    Column column = read(type, Facets.NONE, json);
    String found = column.size() == 0 ? "dropped" : column.format(0);
    String wanted =
        expected.endsWith("…") ? expected.substring(0, expected.length() - 1) : expected;
    assertEquals(wanted, expected.endsWith("…") ? found.substring(0, wanted.length()) : found);
  }

  @Test
  void texts_keep_every_code_point_and_are_not_normalized() {
    for (String text :
        List.of("e\u0301", "\u00e9", "\ud83d\ude00", "\uffff", "\ufeffx", "a\u0000b")) {
      String escaped =
          text.chars()
              .mapToObj(c -> "\\u" + Integer.toHexString(0x10000 | c).substring(1))
              .reduce("", String::concat);
      Column column = read(ValueType.STRING, Facets.NONE, "\"" + escaped + "\"");
      assertArrayEquals(
          text.getBytes(StandardCharsets.UTF_8), ((BytesColumn) column).bytes(0), escaped);
    }
  }

  @Test
  void half_a_surrogate_pair_is_refused_and_never_replaced() {
    for (String half : List.of("\\ud800", "\\udc00", "x\\ud83d", "\\ude00\\ud83d")) {
      RecordException refused =
          assertThrows(
              RecordException.class, () -> read(ValueType.STRING, Facets.NONE, "\"" + half + "\""));
      assertTrue(refused.in("t", "s", 0).problem().message().contains("surrogate"));
    }
  }

  @Test
  void a_nul_is_a_character_of_a_text_and_of_nothing_else() {
    assertEquals(1, read(ValueType.STRING, length(1), "\"\\u0000\"").size());
    for (ValueType type : List.of(ValueType.INTEGER, ValueType.DATE, ValueType.DOUBLE)) {
      assertEquals(0, read(type, Facets.NONE, "\"1\\u0000\"").size());
    }
  }

  @Test
  void a_very_long_text_is_read_and_counted_in_full() {
    int length = 4_000_000;
    String text = "\ud83d\ude00".repeat(length);
    Column column = read(ValueType.STRING, length(length), "\"" + text.substring(4) + "é😀\"");
    assertEquals(length * 4 - 2, ((BytesColumn) column).bytes(0).length);
    assertEquals(0, read(ValueType.STRING, length(length - 1), "\"" + text + "\"").size());
    assertEquals(0, read(ValueType.INTEGER, Facets.NONE, "1".repeat(16_000_000)).size());
    assertEquals(0, read(ValueType.DECIMAL, Facets.NONE, "1".repeat(16_000_000)).size());
  }

  private static Facets length(int length) {
    return new Facets(Optional.empty(), Optional.of(new Lengths(length, length)), Optional.empty());
  }

  private static Column read(ValueType type, Facets facets, String json) {
    ColumnPlan column =
        new ColumnPlan(
            "c",
            type,
            facets,
            Set.of(),
            new OnEmpty.Pass(),
            Optional.empty(),
            OnTypeViolation.DROP,
            Optional.empty());
    TablePlan table = new TablePlan("t", List.of(column), List.of(), Optional.empty(), List.of());
    FramingLimits limits = FramingLimits.standard();
    Framer framer =
        new Framer(
            new BytesSource(new SourceFormat.Json(), "{\"c\":" + json + "}\n"),
            Wanted.of(table.schema()),
            limits,
            new ChunkBuffers(limits, 1));
    ChunkDecoder decoder = ChunkDecoder.of(framer.layout(), Wanted.of(table.schema()));
    return new TableRules(table, 0)
        .apply(decoder.decode(framer.next().orElseThrow()))
        .batch()
        .columns()
        .getFirst();
  }
}
