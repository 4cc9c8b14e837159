package io.weir.engine.oracle;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The value types, each with texts to make records of.
 *
 * <p>{@code ascending} are readable texts by value, of which bounds and defaults are taken; {@code
 * others} are readable too, mostly another way to write the same; {@code wrong} are type
 * violations.
 */
enum Type {
  STRING(
      List.of("string", "anyURI", ""),
      List.of("!", "A", "Z", "a", "a b", "abc", "k1", "k3", "k5", "z", "é", "ı", "日本", "ｚ", "𝄞"),
      List.of(
          "",
          "a,b",
          "a;b",
          "a|b",
          "say \"hi\"",
          "it's",
          "line\nbreak",
          "cr\r\nlf\r",
          "\ttab",
          " lead",
          "trail ",
          "e\u0301",
          "NA",
          "null",
          "true",
          "0",
          "\\u0041\\",
          "a\u0000b",
          "\uFEFFmark",
          "\u2028",
          "x".repeat(700)),
      List.of()),
  BOOLEAN(
      List.of("boolean"),
      List.of(),
      List.of("true", "false", "1", "0"),
      List.of("True", "FALSE", "yes", "2", " true", "t", "ja", "00")),
  INTEGER(
      List.of(
          "integer",
          "integer",
          "long",
          "int",
          "short",
          "byte",
          "unsignedInt",
          "unsignedByte",
          "nonNegativeInteger"),
      List.of(
          "-9223372036854775808",
          "-1000",
          "-7",
          "-1",
          "0",
          "1",
          "3",
          "5",
          "42",
          "1000000",
          "9007199254740993",
          "9223372036854775807"),
      List.of("+5", "-0", "007", "-00012", "+0", "2", "4", "-9223372036854775807"),
      List.of(
          "9223372036854775808",
          "-9223372036854775809",
          "1.0",
          "1e3",
          "abc",
          "--1",
          "+",
          "-",
          "0x10",
          " 1",
          "1 ",
          "٣",
          "1_000",
          "1".repeat(60))),
  DECIMAL(
      List.of("decimal", "decimal", "decimal", "unsignedLong"),
      List.of(
          "-123456789012345678901234567890.5",
          "-1000.01",
          "-1.5",
          "-0.001",
          "0",
          "0.0000000000000000000000000000001",
          "0.1",
          "0.3",
          "1",
          "2.50",
          "5",
          "100",
          "12345678901234567890",
          "1e40"),
      List.of(
          "1.0",
          "1.00",
          "+1",
          "10e-1",
          "-0",
          "-.5",
          "12.",
          "1.2e3",
          "1E2",
          "0.10",
          "00.30",
          "9223372036854775808",
          "-9223372036854775808.0",
          "7".repeat(400) + "." + "3".repeat(400)),
      List.of("1,5", ".", "1e99999", "NaN", "INF", "abc", "1.2.3", "--5", "1e1000", "1e-1001", "")),
  DOUBLE(
      List.of("double", "number"),
      List.of(
          "-1.7976931348623157e308",
          "-2.5",
          "-1e-300",
          "0",
          "4.9e-324",
          "0.1",
          "0.30000000000000004",
          "1",
          "2.5",
          "5",
          "1e22",
          "1.7976931348623157E308"),
      List.of(
          "NaN",
          "NaN",
          "-INF",
          "INF",
          "-0.0",
          "-0",
          "1e-400",
          "+1",
          "1.0",
          "0.1e1",
          ".5",
          "5.",
          "9007199254740993",
          "2.2250738585072011e-308",
          "2.4703282292062328e-324",
          "123456789.123456789123456789"),
      List.of("1e999", "-1e309", "Infinity", "+INF", "0x1p3", "1f", "nan", "abc", "1,5", "1 ")),
  DATE(
      List.of("date"),
      List.of(
          "0000-01-01",
          "0001-01-01",
          "1582-10-15",
          "1900-01-01",
          "1969-12-31",
          "1970-01-01",
          "2000-02-29",
          "2024-01-03",
          "2024-02-29",
          "2024-12-31",
          "9999-12-31"),
      List.of("0000-02-29", "2024-01-01", "2024-01-02", "1582-10-10"),
      List.of(
          "2023-02-29",
          "1900-02-29",
          "2024-13-01",
          "2024-2-09",
          "20240209",
          "2024-02-29Z",
          "yesterday",
          "10000-01-01",
          "-0001-01-01",
          "2024-00-10",
          "2024-01-32",
          "2024-01-01T00:00:00")),
  TIME(
      List.of("time"),
      List.of(
          "00:00",
          "00:00:00.000001",
          "00:30",
          "09:59:59",
          "10:03",
          "12:00",
          "12:00:00.5",
          "18:00:00",
          "23:59",
          "23:59:59.999999"),
      List.of("12:00:00", "12:00:00.500000", "12:00:00.0", "10:01", "10:02:00"),
      List.of(
          "24:00", "23:59:60", "12", "12:00:00.1234567", "12:00:00.", "7:00", "12:60", "12:00Z")),
  DATETIME(
      List.of("datetime"),
      List.of(
          "0000-01-01T00:00:00Z",
          "1969-12-31T23:59:59.999999Z",
          "1970-01-01T00:00",
          "2000-02-29 12:00:00",
          "2024-01-01T03:00:00Z",
          "2024-03-31T02:30:00+01:00",
          "2024-03-31T02:30:00Z",
          "2024-12-31T23:59:59-12:00",
          "2025-06-01T00:00:00Z",
          "9999-12-31T23:59:59.999999Z"),
      List.of(
          "2024-03-31 01:30",
          "2024-01-01T01:00:00.000+0000",
          "2024-01-01T20:00:00+18",
          "9999-12-31T23:59:59.999999+18:00",
          "0000-01-01T00:00:00-1800"),
      List.of(
          "9999-12-31T23:59:59-01:00",
          "0000-01-01T00:00:00+01",
          "2024-02-30T00:00:00Z",
          "2024-01-01",
          "2024-01-01t00:00:00",
          "2024-01-01T00:00:00+19:00",
          "2024-01-01T00:00:00+18:01",
          "2024-01-01T24:00:00Z",
          "2024-01-01T00:00:00 Z",
          "2024-01-01T00:00:00+1")),
  BINARY(
      List.of("binary"),
      List.of(),
      List.of("AAE=", "AQID", "/+8=", "aGVsbG8=", ""),
      List.of("AAE", "AAF=", "AA E=", "*", "AAE==", "AA==AA==", "=")),
  JSON(
      List.of("json"),
      List.of(),
      List.of(
          "{}",
          "[]",
          "[1, 2,3]",
          "{\"a\": {\"b\": [null, true]}, \"é\": \"\\u00e9\"}",
          "\"text\"",
          "\"\"",
          "42",
          "-1.5e3",
          "false"),
      List.of(
          "{", "abc", "[1 2]", "{a: 1}", "'x'", "01", "1 2", "[1,]", "NaN", "tru", "{\"a\":1,}"));

  private final List<String> names;
  private final List<String> ascending;
  private final List<String> others;
  private final List<String> wrong;

  Type(List<String> names, List<String> ascending, List<String> others, List<String> wrong) {
    this.names = names;
    this.ascending = ascending;
    this.others = others;
    this.wrong = wrong;
  }

  /** The names documents have for the type; an empty one stands for leaving the term out. */
  List<String> names() {
    return names;
  }

  /** Readable texts by value; empty for types without order. */
  List<String> ascending() {
    return ascending;
  }

  String readable(RandomGenerator random) {
    int at = random.nextInt(ascending.size() + others.size());
    return at < ascending.size() ? ascending.get(at) : others.get(at - ascending.size());
  }

  boolean hasWrong() {
    return !wrong.isEmpty();
  }

  String wrong(RandomGenerator random) {
    return wrong.get(random.nextInt(wrong.size()));
  }

  /** Whether fresh keys of the type can be made. */
  boolean hasFreshKeys() {
    return switch (this) {
      case STRING, INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATETIME -> true;
      case BOOLEAN, BINARY, JSON -> false;
    };
  }

  /**
   * One of the ways to write a key.
   *
   * @param number 0 to 9
   * @param way 0 to 2
   */
  String key(int number, int way) {
    return switch (this) {
      // Some look like the fresh keys that Weir makes.
      case STRING -> number < 8 ? "k" + number : "k1~" + (number - 6);
      case INTEGER -> List.of("", "+", "0").get(way) + number;
      case DECIMAL -> number + List.of("", ".0", "e0").get(way);
      case DOUBLE -> number + List.of("", ".0", "e0").get(way);
      case BOOLEAN ->
          number % 2 == 0
              ? List.of("true", "1", "1").get(way)
              : List.of("false", "0", "0").get(way);
      case DATE -> "2024-01-0" + Math.max(1, number);
      case TIME -> "10:0" + number + List.of("", ":00", ":00.0").get(way);
      case DATETIME ->
          switch (way) {
            case 0 -> "2024-01-01T0%d:00:00Z".formatted(number);
            case 1 -> "2024-01-01 0%d:00".formatted(number);
            default -> "2024-01-01T%02d:00:00.0+01:00".formatted(number + 1);
          };
      case BINARY ->
          Base64.getEncoder().encodeToString(("b" + number).getBytes(StandardCharsets.UTF_8));
      case JSON -> way == 0 ? "\"j" + number + "\"" : Integer.toString(number);
    };
  }
}
