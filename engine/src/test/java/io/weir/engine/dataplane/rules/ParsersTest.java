package io.weir.engine.dataplane.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ParsersTest {
  @Property(tries = 2000)
  void every_long_is_read(@ForAll long value) {
    assertEquals(Optional.of(value), integer(Long.toString(value)));
    assertEquals(
        Optional.of(value),
        integer((value < 0 ? "-000" : "+000") + Long.toUnsignedString(Math.abs(value))));
  }

  @Property(tries = 3000)
  void integers_are_those_the_jdk_reads(@ForAll("numberLike") String text) {
    Optional<Long> expected = Optional.empty();
    if (text.matches("[+-]?[0-9]+") && new BigInteger(text.replace("+", "")).bitLength() < 64) {
      expected = Optional.of(Long.parseLong(text));
    }
    assertEquals(expected, integer(text), text);
  }

  @Property(tries = 3000)
  void every_double_is_read_exactly(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      assertDouble(value, Double.toString(value));
      if (value != 0) {
        assertDouble(value, new BigDecimal(value).toString());
      }
    }
  }

  @Property(tries = 3000)
  void short_decimals_are_read_as_the_nearest_double(
      @ForAll int digits, @ForAll("scale") int scale) {
    String text = BigDecimal.valueOf(digits, scale).toString();
    assertDouble(Double.parseDouble(text), text);
  }

  @Property(tries = 5000)
  void long_decimals_are_read_as_the_nearest_double(
      @ForAll @BigRange(min = "0", max = "999999999999999999999") BigInteger digits,
      @ForAll @IntRange(min = -360, max = 340) int exponent,
      @ForAll boolean negative) {
    String text = (negative ? "-" : "") + digits + "e" + exponent;
    double expected = Double.parseDouble(text);
    if (Double.isFinite(expected)) {
      assertDouble(expected, text);
    }
  }

  /** Numbers half-way between two doubles, and those next to them. */
  @Property(tries = 5000)
  void ties_go_to_the_even_double(
      @ForAll @LongRange(min = 1L << 52, max = (1L << 53) - 1) long mantissa,
      @ForAll @IntRange(min = -8, max = 12) int power) {
    BigDecimal two = BigDecimal.TWO;
    BigDecimal tie =
        power < 0
            ? BigDecimal.valueOf(2 * mantissa + 1).divide(two.pow(-power))
            : BigDecimal.valueOf(2 * mantissa + 1).multiply(two.pow(power));
    BigDecimal least = BigDecimal.valueOf(1, tie.scale());
    for (BigDecimal near : List.of(tie, tie.subtract(least), tie.add(least))) {
      assertDouble(near.doubleValue(), near.toPlainString());
    }
  }

  private static void assertDouble(double expected, String text) {
    double[] found = new double[1];
    assertTrue(Doubles.read(bytes(text), 0, text.length(), found, 0), text);
    assertEquals(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(found[0]), text);
  }

  @Property(tries = 5000)
  void doubles_are_those_the_jdk_reads(@ForAll("numberLike") String text) {
    double[] found = new double[1];
    boolean read = Doubles.read(bytes(text), 0, text.length(), found, 0);
    boolean number = text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    boolean finite = number && Double.isFinite(Double.parseDouble(text));
    boolean named = List.of("INF", "-INF", "NaN").contains(text);
    assertEquals(finite || named, read, text);
    if (finite) {
      assertEquals(Double.parseDouble(text), found[0], text);
    }
  }

  @Property(tries = 5000)
  void decimals_are_those_the_jdk_reads(@ForAll("numberLike") String text) {
    Decimals decimals = new Decimals(1);
    boolean read = decimals.read(bytes(text), 0, text.length(), 0);
    Optional<BigDecimal> expected = Optional.empty();
    if (text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?")) {
      BigDecimal value = new BigDecimal(text);
      if (value.scale() <= 1000 && value.precision() - value.scale() <= 1000) {
        expected = Optional.of(value);
      }
    }
    assertEquals(expected, read ? Optional.of(decimals.value(0)) : Optional.empty(), text);
  }

  @Property(tries = 2000)
  void large_decimals_keep_their_digits(@ForAll BigInteger unscaled, @ForAll("scale") int scale) {
    BigDecimal value = new BigDecimal(unscaled, scale);
    Decimals decimals = new Decimals(1);
    String text = value.toString();
    assertTrue(decimals.read(bytes(text), 0, text.length(), 0));
    assertEquals(value, decimals.value(0));
  }

  @Property(tries = 2000)
  void every_date_is_read(@ForAll("day") LocalDate date) {
    assertEquals(Optional.of(date.toEpochDay()), date(date.toString()));
  }

  @Property(tries = 3000)
  void dates_are_those_the_jdk_reads(@ForAll("dateLike") String text) {
    Optional<Long> expected = Optional.empty();
    if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      try {
        expected = Optional.of(LocalDate.parse(text).toEpochDay());
      } catch (DateTimeException noSuchDay) {
        expected = Optional.empty();
      }
    }
    assertEquals(expected, date(text), text);
  }

  @Property(tries = 2000)
  void every_time_is_read_with_its_fraction(@ForAll("micros") long micros) {
    LocalTime time = LocalTime.ofNanoOfDay(micros * 1000);
    assertEquals(Optional.of(micros), time(time.toString()));
  }

  @Property(tries = 3000)
  void every_moment_is_read_in_every_notation(
      @ForAll("day") LocalDate date, @ForAll("micros") long micros, @ForAll("offset") int minutes) {
    LocalDateTime local = date.atTime(LocalTime.ofNanoOfDay(micros * 1000));
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(minutes * 60);
    OffsetDateTime moment = local.atOffset(offset);
    String zone = offset.getId();
    for (String text :
        List.of(
            local + zone,
            (local + zone).replace('T', ' '),
            minutes % 60 == 0 && minutes != 0 ? local + zone.substring(0, 3) : local + zone,
            minutes == 0 ? local.toString() : local + zone.replace(":", ""))) {
      boolean inside =
          moment.toInstant().atOffset(ZoneOffset.UTC).getYear() >= 0
              && moment.toInstant().atOffset(ZoneOffset.UTC).getYear() <= 9999;
      Optional<Long> expected =
          inside
              ? Optional.of(ChronoUnit.MICROS.between(java.time.Instant.EPOCH, moment.toInstant()))
              : Optional.empty();
      assertEquals(expected, dateTime(text), text);
    }
  }

  @Example
  void moments_written_otherwise_are_none() {
    for (String text :
        List.of(
            "2020-01-01",
            "2020-01-01T",
            "2020-01-01T1:00",
            "2020-01-01T10:00:00.1234567",
            "2020-01-01T10:00:00.",
            "2020-01-01T24:00",
            "2020-01-01T10:60",
            "2020-01-01T10:00:60",
            "2020-01-01T10:00z",
            "2020-01-01T10:00+1",
            "2020-01-01T10:00+18:01",
            "2020-01-01T10:00+10:60",
            "2020-01-01T10:00+1:000",
            "2020-01-01t10:00",
            "2020-01-01T10:00Z ",
            " 2020-01-01T10:00Z",
            "2020-02-30T10:00Z",
            "2020-01-01T10:00ZZ",
            "2020-01-01T10:00+",
            "2020-01-01T10:00-0")) {
      assertEquals(Optional.empty(), dateTime(text), text);
    }
    assertEquals(Optional.of(0L), dateTime("1970-01-01T00:00"));
    assertEquals(Optional.of(-100_000L), dateTime("1969-12-31 23:59:59.9"));
  }

  @Property(tries = 2000)
  void base64_is_what_the_jdk_writes(@ForAll byte[] value) {
    byte[] text = Base64.getEncoder().encode(value);
    assertTrue(isSame(value, text));
  }

  @Property(tries = 3000)
  void base64_is_read_when_it_is_what_the_jdk_would_write(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] value = new byte[random.nextInt(8)];
    random.nextBytes(value);
    byte[] text = Base64.getEncoder().encode(value);
    if (text.length > 0) {
      text[random.nextInt(text.length)] = (byte) "ABz9+/=- \n".charAt(random.nextInt(10));
    }
    Optional<byte[]> expected = Optional.empty();
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      if (java.util.Arrays.equals(Base64.getEncoder().encode(decoded), text)) {
        expected = Optional.of(decoded);
      }
    } catch (IllegalArgumentException noBase64) {
      expected = Optional.empty();
    }
    assertEquals(expected.isPresent(), Base64Text.decode(text.clone(), 0, text.length) >= 0);
    assertTrue(expected.isEmpty() || isSame(expected.get(), text));
  }

  private static boolean isSame(byte[] expected, byte[] text) {
    byte[] buffer = text.clone();
    int end = Base64Text.decode(buffer, 0, buffer.length);
    return end >= 0 && java.util.Arrays.equals(buffer, 0, end, expected, 0, expected.length);
  }

  @Example
  void nothing_at_all_is_no_value() {
    assertEquals(Optional.empty(), integer(""));
    assertEquals(Optional.empty(), integer("-"));
    assertEquals(Optional.empty(), date(""));
    assertEquals(Optional.empty(), time(""));
    assertFalse(Doubles.read(new byte[0], 0, 0, new double[1], 0));
    assertFalse(new Decimals(1).read(new byte[0], 0, 0, 0));
  }

  @Provide
  Arbitrary<String> numberLike() {
    Arbitrary<String> any =
        Arbitraries.strings().withChars("0123456789+-.eE NaINFx").ofMaxLength(8);
    Arbitrary<String> digits = Arbitraries.strings().withChars("0123456789").ofMaxLength(22);
    Arbitrary<String> likely =
        net.jqwik.api.Combinators.combine(
                Arbitraries.of("", "-", "+"),
                digits,
                Arbitraries.of("", "."),
                digits,
                Arbitraries.of("", "", "e5", "E-7", "e", "e+", "e400", "e-400", "E+22", "e1001"))
            .as((sign, whole, point, fraction, exponent) ->
                sign + whole + point + fraction + exponent);
    return Arbitraries.oneOf(any, likely, Arbitraries.of("NaN", "INF", "-INF", "+INF", "nan"));
  }

  @Provide
  Arbitrary<Integer> scale() {
    return Arbitraries.integers().between(-30, 330);
  }

  @Provide
  Arbitrary<LocalDate> day() {
    return Arbitraries.longs()
        .between(LocalDate.of(0, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay())
        .map(LocalDate::ofEpochDay);
  }

  @Provide
  Arbitrary<String> dateLike() {
    return net.jqwik.api.Combinators.combine(
            Arbitraries.integers().between(0, 10_100),
            Arbitraries.integers().between(0, 14),
            Arbitraries.integers().between(0, 33),
            Arbitraries.of(
                "%04d-%02d-%02d",
                "%04d-%02d-%02d",
                "%d-%02d-%02d",
                "%04d/%02d/%02d",
                "%04d-%d-%d",
                "%04d-%02d-%02d "))
        .as((year, month, day, format) ->
            String.format(java.util.Locale.ROOT, format, year, month, day));
  }

  @Provide
  Arbitrary<Long> micros() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 86_399_999_999L),
        Arbitraries.longs().between(0, 86_399).map(seconds -> seconds * 1_000_000),
        Arbitraries.longs().between(0, 1439).map(minutes -> minutes * 60_000_000));
  }

  @Provide
  Arbitrary<Integer> offset() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(-1080, 1080),
        Arbitraries.integers().between(-18, 18).map(hours -> hours * 60));
  }

  private static Optional<Long> integer(String text) {
    long[] value = new long[1];
    return Integers.read(bytes(text), 0, bytes(text).length, value, 0)
        ? Optional.of(value[0])
        : Optional.empty();
  }

  private static Optional<Long> date(String text) {
    long[] value = new long[1];
    return Times.readDate(bytes(text), 0, bytes(text).length, value, 0)
        ? Optional.of(value[0])
        : Optional.empty();
  }

  private static Optional<Long> time(String text) {
    long[] value = new long[1];
    return Times.readTime(bytes(text), 0, bytes(text).length, value, 0)
        ? Optional.of(value[0])
        : Optional.empty();
  }

  private static Optional<Long> dateTime(String text) {
    long[] value = new long[1];
    return Times.readDateTime(bytes(text), 0, bytes(text).length, value, 0)
        ? Optional.of(value[0])
        : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
