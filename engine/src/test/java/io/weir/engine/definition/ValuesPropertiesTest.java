package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.definition.Values.Reading;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ValuesPropertiesTest {
  private static final long FIRST_DAY = -719_528L;
  private static final long LAST_DAY = 2_932_896L;
  private static final long DAY = 86_400_000_000L;

  @Property
  void what_is_written_is_read_as_the_same_value(@ForAll("typedValues") Typed typed) {
    String text = Values.write(typed.type(), typed.value());
    Value again = Values.require(typed.type(), text);
    assertEquals(0, Values.compare(typed.value(), again));
    assertEquals(text, Values.write(typed.type(), again));
  }

  @Property
  void reading_any_text_ends_in_a_value_or_a_reason(
      @ForAll ValueType type, @ForAll("nearMisses") String text) {
    if (Values.read(type, text) instanceof Reading.Readable(Value value)) {
      assertEquals(0, Values.compare(value, Values.require(type, Values.write(type, value))));
    }
  }

  @Property
  void integers_are_read_as_the_library_reads_them(@ForAll BigInteger number) {
    boolean fits = number.bitLength() < 64;
    Reading reading = Values.read(ValueType.INTEGER, number.toString());
    assertEquals(fits, reading.equals(new Reading.Readable(new Value.Whole(number.longValue()))));
  }

  @Property
  void a_date_is_read_exactly_when_the_calendar_has_it(
      @ForAll @IntRange(max = 9_999) int year,
      @ForAll @IntRange(max = 13) int month,
      @ForAll @IntRange(max = 32) int day) {
    String text = String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    assertEquals(
        isDate(year, month, day),
        Values.read(ValueType.DATE, text) instanceof Reading.Readable,
        text);
  }

  @Property
  void a_moment_is_the_same_however_its_offset_is_written(
      @ForAll @LongRange(min = (FIRST_DAY + 1) * DAY, max = (LAST_DAY - 1) * DAY) long micros,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(minutes * 60);
    OffsetDateTime moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(offset);
    String local =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT).format(moment);
    String colon = DateTimeFormatter.ofPattern("xxx", Locale.ROOT).format(moment);
    Value expected = new Value.Whole(micros);
    assertEquals(expected, Values.require(ValueType.DATETIME, local + colon));
    assertEquals(expected, Values.require(ValueType.DATETIME, local + colon.replace(":", "")));
    assertEquals(expected, Values.require(ValueType.DATETIME, local.replace('T', ' ') + colon));
    if (minutes % 60 == 0) {
      assertEquals(expected, Values.require(ValueType.DATETIME, local + colon.substring(0, 3)));
    }
  }

  @Property
  void a_moment_without_an_offset_is_utc(
      @ForAll @LongRange(min = FIRST_DAY * DAY, max = (LAST_DAY + 1) * DAY - 1) long micros) {
    String text = Values.write(ValueType.DATETIME, new Value.Whole(micros));
    assertEquals(
        new Value.Whole(micros),
        Values.require(ValueType.DATETIME, text.substring(0, text.length() - 1)));
    assertEquals(
        micros,
        ChronoUnit.MICROS.between(
            LocalDateTime.of(1970, 1, 1, 0, 0),
            LocalDateTime.parse(text.substring(0, text.length() - 1))));
  }

  @Property
  void the_order_of_texts_is_that_of_their_bytes(@ForAll String left, @ForAll String right) {
    assertEquals(
        Integer.signum(
            Arrays.compareUnsigned(
                wellFormed(left).getBytes(StandardCharsets.UTF_8),
                wellFormed(right).getBytes(StandardCharsets.UTF_8))),
        Integer.signum(
            Values.compare(new Value.Text(wellFormed(left)), new Value.Text(wellFormed(right)))));
  }

  record Typed(ValueType type, Value value) {}

  @Provide
  Arbitrary<Typed> typedValues() {
    return Arbitraries.oneOf(
        Arbitraries.of(true, false).map(v -> new Typed(ValueType.BOOLEAN, new Value.Flag(v))),
        Arbitraries.longs().map(v -> new Typed(ValueType.INTEGER, new Value.Whole(v))),
        Combinators.combine(Arbitraries.bigIntegers(), Arbitraries.integers().between(-900, 900))
            .as(BigDecimal::new)
            .map(v -> new Typed(ValueType.DECIMAL, new Value.Exact(v))),
        Arbitraries.longs()
            .map(Double::longBitsToDouble)
            .map(v -> new Typed(ValueType.DOUBLE, new Value.Floating(v))),
        Arbitraries.longs()
            .between(FIRST_DAY, LAST_DAY)
            .map(v -> new Typed(ValueType.DATE, new Value.Whole(v))),
        Arbitraries.longs()
            .between(0, DAY - 1)
            .map(v -> new Typed(ValueType.TIME, new Value.Whole(v))),
        Arbitraries.longs()
            .between(FIRST_DAY * DAY, (LAST_DAY + 1) * DAY - 1)
            .map(v -> new Typed(ValueType.DATETIME, new Value.Whole(v))),
        Arbitraries.bytes()
            .array(byte[].class)
            .map(v -> new Typed(ValueType.BINARY, new Value.Bytes(v))),
        Arbitraries.strings().map(v -> new Typed(ValueType.STRING, new Value.Text(v))));
  }

  @Provide
  Arbitrary<String> nearMisses() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("0123456789+-.eE:TZ INFaN ").ofMaxLength(30),
        Arbitraries.strings().withChars("{}[]\",:0123truefalsn ").ofMaxLength(12),
        Arbitraries.strings());
  }

  private static boolean isDate(int year, int month, int day) {
    try {
      LocalDate.of(year, month, day);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static String wellFormed(String text) {
    return text.codePoints()
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
