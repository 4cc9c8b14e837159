package io.weir.engine.dataplane.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.dataplane.decode.BytesSource;
import io.weir.engine.dataplane.decode.ChunkBuffers;
import io.weir.engine.dataplane.decode.ChunkDecoder;
import io.weir.engine.dataplane.decode.Framer;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.decode.Wanted;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.Facets;
import io.weir.engine.definition.Facets.Lengths;
import io.weir.engine.definition.Facets.Whole;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.Value;
import io.weir.engine.definition.Values;
import io.weir.engine.definition.Values.Reading;
import io.weir.engine.definition.format.BooleanWords;
import io.weir.engine.definition.format.Format;
import io.weir.engine.definition.format.FormatException;
import io.weir.engine.definition.format.Hexadecimal;
import io.weir.engine.definition.format.NumberPatternReader;
import io.weir.engine.definition.format.TextPattern;
import io.weir.engine.definition.format.TimePattern;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.SourceFormat;
import io.weir.spi.ValueType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is read from bytes agrees with the reference, whatever the format and the text. */
class FormattedRulesTest {
  private static final Optional<Whole> BYTE =
      Optional.of(new Whole(BigInteger.valueOf(-128), BigInteger.valueOf(127)));
  private static final Optional<Whole> UNSIGNED_LONG =
      Optional.of(new Whole(BigInteger.ZERO, BigInteger.TWO.pow(64).subtract(BigInteger.ONE)));

  @Property(tries = 3000)
  void numbers_are_read_as_the_reference_reads_them(@ForAll long seed) throws FormatException {
    Random random = new Random(seed);
    ValueType type =
        of(random, ValueType.INTEGER, ValueType.DECIMAL, ValueType.DOUBLE, ValueType.DECIMAL);
    Numbers numbers = new Numbers(random);
    Optional<Whole> whole =
        type == ValueType.INTEGER && random.nextBoolean()
            ? BYTE
            : type == ValueType.DECIMAL && random.nextInt(4) == 0
                ? UNSIGNED_LONG
                : Optional.empty();
    Optional<Format> format =
        whole.isPresent() && random.nextInt(4) == 0
            ? Optional.empty()
            : Optional.of(numbers.format());
    agree(random, type, new Facets(format, Optional.empty(), whole), numbers::text);
  }

  @Property(tries = 3000)
  void times_are_read_as_the_reference_reads_them(@ForAll long seed) throws FormatException {
    Random random = new Random(seed);
    TimePattern.Kind kind = of(random, TimePattern.Kind.values());
    String zone = of(random, "", "", "X", " X", "XX", "XXX", "x", "xx", " xxx");
    String date =
        of(random, "yyyy-MM-dd", "yyyyMMdd", "d.M.yyyy", "MM/dd/yyyy", "M/d/yyyy", "dd-MM-yyyy");
    String time =
        of(random, "HH:mm:ss", "HHmmss", "HH:mm", "HHmm", "HH:mm:ss.SSS", "H:mm", "H:mm:ss.S");
    String pattern =
        switch (kind) {
          case DATE -> date + zone;
          case TIME -> time + zone;
          case DATETIME -> date + of(random, "T", " ", "'T'") + time + zone;
        };
    agree(
        random,
        ValueType.valueOf(kind.name()),
        facets(TimePattern.parse(kind, pattern)),
        () -> time(random, pattern));
  }

  @Property(tries = 1000)
  void texts_are_matched_as_the_reference_matches_them(@ForAll long seed) throws FormatException {
    Random random = new Random(seed);
    String expression =
        of(random, "[a-c]+", "(?:ab|a)*b?", ".{2}", "\\p{Lu}.*", "[^a]*", "é*😀?", "a{2,3}|b");
    int least = random.nextInt(3);
    Facets facets =
        new Facets(
            random.nextBoolean() ? Optional.of(TextPattern.parse(expression)) : Optional.empty(),
            random.nextBoolean()
                ? Optional.of(new Lengths(least, least + random.nextInt(4)))
                : Optional.empty(),
            Optional.empty());
    agree(
        random,
        ValueType.STRING,
        facets,
        () ->
            random
                .ints(random.nextInt(6), 0, 7)
                .mapToObj(i -> List.of("a", "b", "c", "É", "é", "😀", "\0").get(i))
                .collect(Collectors.joining()));
  }

  @Property(tries = 500)
  void bytes_and_truths_are_read_as_the_reference_reads_them(@ForAll long seed)
      throws FormatException {
    Random random = new Random(seed);
    agree(
        random,
        ValueType.BOOLEAN,
        facets(BooleanWords.parse(of(random, "Y|N", "ja|nein", "1|true", "+|−"))),
        () -> of(random, "Y", "N", "ja", "nein", "1", "0", "true", "+", "−", "", "jaY"));
    agree(
        random,
        ValueType.BINARY,
        new Facets(
            random.nextBoolean() ? Optional.of(new Hexadecimal()) : Optional.empty(),
            Optional.of(new Lengths(random.nextInt(2), 2)),
            Optional.empty()),
        () -> of(random, "", "00", "aB", "0", "gg", "AAE=", "AAEC", "AAECAw==", "000102", "A A="));
  }

  @Example
  void an_object_is_no_value_even_where_its_text_would_be() throws FormatException {
    for (Column column :
        List.of(
            json(ValueType.BOOLEAN, facets(BooleanWords.parse("[]|{}")), "[]"),
            json(
                ValueType.INTEGER,
                facets(
                    NumberPatternReader.read(
                        Optional.of("'['0']'"), Optional.empty(), Optional.empty())),
                "[5]"),
            json(ValueType.STRING, facets(TextPattern.parse(".*")), "[5]"))) {
      assertEquals(0, column.size());
    }
    assertEquals(1, json(ValueType.STRING, facets(TextPattern.parse("[0-9.]+")), "12.50").size());
  }

  /** Runs records of few texts, so that many are equal, through both. */
  private static void agree(
      Random random, ValueType type, Facets facets, java.util.function.Supplier<String> texts) {
    List<String> pool = new ArrayList<>();
    for (int i = 1 + random.nextInt(random.nextBoolean() ? 8 : 400); i > 0; i--) {
      pool.add(texts.get());
    }
    List<String> records = new ArrayList<>();
    for (int i = random.nextInt(800); i > 0; i--) {
      records.add(pool.get(random.nextInt(pool.size())));
    }
    List<String> expected = new ArrayList<>();
    for (String text : records) {
      if (Values.read(type, facets, text) instanceof Reading.Readable(Value value)) {
        expected.add(shown(value));
      }
    }
    String csv =
        records.stream()
            .map(text -> '"' + text.replace("\"", "\"\"") + "\"\n")
            .collect(Collectors.joining());
    assertEquals(
        expected,
        records.isEmpty()
            ? List.of()
            : shown(type, apply(type, facets, new SourceFormat.Csv(',', '"', List.of("c")), csv)));
  }

  private static String shown(Value value) {
    return switch (value) {
      case Value.Bytes(byte[] bytes) -> HexFormat.of().formatHex(bytes);
      case Value.Text(String text) ->
          HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
      case Value.Whole(long number) -> Long.toString(number);
      case Value.Exact(java.math.BigDecimal number) ->
          number.unscaledValue() + " " + number.scale();
      case Value.Floating(double number) -> Double.toString(number);
      case Value.Flag(boolean flag) -> Boolean.toString(flag);
    };
  }

  private static List<String> shown(ValueType type, Column column) {
    List<String> values = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      values.add(
          shown(
              switch (column) {
                case LongColumn longs -> new Value.Whole(longs.value(row));
                case DoubleColumn doubles -> new Value.Floating(doubles.value(row));
                case BooleanColumn booleans -> new Value.Flag(booleans.value(row));
                case DecimalColumn decimals -> new Value.Exact(decimals.value(row));
                case BytesColumn bytes -> new Value.Bytes(bytes.bytes(row));
              }));
    }
    return values;
  }

  private static Column json(ValueType type, Facets facets, String value) {
    return apply(type, facets, new SourceFormat.Json(), "[{\"c\": " + value + "}]");
  }

  private static Column apply(ValueType type, Facets facets, SourceFormat format, String text) {
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
            new BytesSource(format, text),
            Wanted.of(table.schema()),
            limits,
            new ChunkBuffers(limits, 1));
    ChunkDecoder decoder = ChunkDecoder.of(framer.layout(), Wanted.of(table.schema()));
    RecordBatch batch =
        new TableRules(table, 0).apply(decoder.decode(framer.next().orElseThrow())).batch();
    return batch.columns().getFirst();
  }

  private static Facets facets(Format format) {
    return new Facets(Optional.of(format), Optional.empty(), Optional.empty());
  }

  @SafeVarargs
  private static <T> T of(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A text of a pattern, or one that nearly is. */
  private static String time(Random random, String pattern) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < pattern.length(); ) {
      char c = pattern.charAt(at);
      int end = at;
      while (end < pattern.length() && pattern.charAt(end) == c) {
        end++;
      }
      int digits = end - at;
      text.append(
          switch (c) {
            case 'y' -> number(random, 4, of(random, 0, 1900, 2000, 2023, 2024, 9999));
            case 'M' -> number(random, digits, random.nextInt(14));
            case 'd' -> number(random, digits, of(random, 0, 1, 9, 28, 29, 30, 31, 32));
            case 'H' -> number(random, digits, of(random, 0, 7, 12, 23, 24));
            case 'm', 's' -> number(random, digits, of(random, 0, 5, 59, 60));
            case 'S' -> number(random, 1 + random.nextInt(digits + 1), random.nextInt(10));
            case 'X', 'x' ->
                of(random, "Z", "+01", "-0530", "+05:30", "-18:00", "+1801", "+18:01", "+0260", "");
            case '\'' -> "";
            default -> pattern.substring(at, end);
          });
      at = end;
    }
    return mutated(random, text.toString(), "0123456789:-./TZ +");
  }

  private static String number(Random random, int digits, int number) {
    String text = Integer.toString(number);
    boolean padded = digits > 1 || random.nextInt(4) == 0;
    return padded ? "0".repeat(Math.max(0, Math.max(2, digits) - text.length())) + text : text;
  }

  private static String mutated(Random random, String text, String alphabet) {
    if (random.nextInt(3) > 0) {
      return text;
    }
    int at = random.nextInt(text.length() + 1);
    String some = alphabet.substring(random.nextInt(alphabet.length())).substring(0, 1);
    String rest = text.substring(Math.min(text.length(), at + random.nextInt(2)));
    return text.substring(0, at) + (random.nextBoolean() ? some : "") + rest;
  }

  /** A random format of numbers, and texts that are of it or nearly so. */
  private static final class Numbers {
    private final Random random;
    private final String decimal;
    private final String group;

    Numbers(Random random) {
      this.random = random;
      List<String> dividers =
          List.of(".,", ",.", ".\u00a0", ",'", ",\u202f")
              .get(random.nextInt(5))
              .codePoints()
              .mapToObj(Character::toString)
              .toList();
      decimal = dividers.getFirst();
      group = dividers.getLast();
    }

    Format format() {
      while (true) {
        String pattern =
            of(random, "", "", "", "%", "+", "-", "'EUR '", "+%", "Ω")
                + of(random, "#", "0", "000", "#,##0", "#,##,#00", "0,00,000", "##0", "")
                + of(random, "", "", ".0", ".0#", ".0##,###", ".#", ".00,00")
                + of(random, "", "", "", "E0", "E+00", "E#0")
                + of(random, "", "", "%", "‰", " €");
        try {
          return NumberPatternReader.read(
              random.nextInt(4) == 0
                  ? Optional.empty()
                  : Optional.of(
                      pattern.replace(".", "<").replace(",", group).replace("<", decimal)),
              Optional.of(decimal),
              Optional.of(group));
        } catch (FormatException e) {
          // Not every combination is a pattern.
        }
      }
    }

    String text() {
      StringBuilder text = new StringBuilder();
      text.append(of(random, "", "", "", "-", "+", "%", "EUR ", "-EUR ", "Ω-", "%-"));
      int length = of(random, 1, 2, 3, 4, 5, 7, 8, 20);
      boolean grouped = random.nextBoolean();
      int further = of(random, 2, 3);
      for (int left = length; left > 0; left--) {
        text.append(random.nextInt(10));
        if (grouped && left > 3 && (left - 4) % further == 0) {
          text.append(group);
        }
      }
      if (random.nextBoolean()) {
        text.append(decimal);
        for (int i = 0, n = random.nextInt(6); i < n; i++) {
          text.append(i > 0 && i % 3 == 0 && grouped ? group : "").append(random.nextInt(10));
        }
      }
      text.append(of(random, "", "", "", "E5", "E+03", "E-12", "E400", "E1234567890", "e1"));
      text.append(of(random, "", "", "%", "‰", " €"));
      String made = random.nextInt(20) == 0 ? of(random, "NaN", "INF", "-INF", "") : "" + text;
      return mutated(random, made, "0123456789.,-+E%'€ ");
    }
  }
}
