package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.Values.Reading;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What texts of other than the standard form are read as, and that all others are violations. */
class FormatsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "integer; #; 0 10 -10 +10 007; 1.0 1e1 1,000 x",
        "integer; ##0; 1 12 1234; 1,234 123.4",
        "integer; 000; 001 123 1234; 1 12",
        "integer; #,#00; 12 123 1,234 1,234,567; 1 1234 12,34 12,34,567 ,123 1,,234 1,234, 01,23",
        "integer; #,##,#00; 12 123 1,234 12,34,567 1,23,45,678; 1 1234 12,34 1,234,567",
        "integer; #,##,##0; 1 12,345 1,23,456; 123,456",
        "integer; 0,00,000; 1,23,456; 23,456 123456",
        "integer; #,#0,000; 1,234 12,345 1,23,456; 234 1234",
        "integer; 0%; 500% -100%; 5% 5 150",
        "integer; #,##0; 9,223,372,036,854,775,807 -9,223,372,036,854,775,808; 9,223,372,036,854,775,808",
        "byte; 0; 127 -128; 128 -129",
        "unsignedLong; #,##0; 18,446,744,073,709,551,615; 18,446,744,073,709,551,616 -1",
        "decimal; #.0; 0.1 .1 10.1 -.5; 10 10.11 1.",
        "decimal; #0.#; 1 1.2 1234.5; 12.34 1,234.5 1. .5",
        "decimal; #0.0#; 1.2 1.23; 1 12.345 12.34,5",
        "decimal; #0.0#,#; 1.2 12.34 12.24,5; 12.245 12.2,45 1",
        "decimal; 0.000,0##; 1.123,4 1.129,999; 1.123 1.1234 1.12,34",
        "decimal; +0; +1 -1; 1",
        "decimal; -0; -1; 1 +1",
        "decimal; %000; %123 %+123 %-123 -%123 +%123; 123% %12 --%123 -%-123",
        "decimal; 000‰; 123‰ +123‰ -123‰; 123 ‰123 123%",
        "decimal; 000.0%; 123.4% -123.4%; 123%",
        "decimal; 'EUR '#,##0.00; EUR·1,234.50; 1,234.50 EUR1,234.50",
        "decimal; #,##0.00 €; 1,234.50·€; 1,234.50€ 1,234.5",
        "decimal; 0.0E0; 1.5E3 12.5E-3 1.5E003; 1.5e3 1.5 1.5E+3 1.5E",
        "double; 0.00E+00; 1.25E+03 1.25E-03; 1.25E3 1.25E+3 1.2E+03 1.25E03",
        "double; #0.###E#0; 0.0E0 10.10E1; NaN INF 10.10e1",
      })
  void numbers_are_read_by_their_pattern(
      String base, String pattern, String readable, String unreadable) {
    check("{\"base\": \"" + base + "\", \"format\": \"" + pattern + "\"}", readable, unreadable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "decimal; {\"decimalChar\": \",\", \"groupChar\": \".\"}; 10.000,1 1,1 1000 1.0.0,5 -1,5%; 1,5E3 1,1,1 1..0 .1 1. 1, ,5 NaN 1.5E",
        "decimal; {\"groupChar\": \",\"}; 123,456.789 123456.789% 5‰; 123,,456 ,1 1,",
        "decimal; {}; 1.5 -1.5; 1,5",
        "integer; {\"groupChar\": \" \"}; 1000 -5 500%; 1.0 1E2 5% 5.00%",
        "unsignedLong; {\"groupChar\": \"'\"}; 18'446'744'073'709'551'615; 1.0 1E2 -1",
        "double; {\"decimalChar\": \",\"}; 1,5 1,5E3 NaN INF -INF 1E300; +INF nan 1.5 1E400 1E1234567890",
        "decimal; {\"pattern\": \"#.##0,00\", \"decimalChar\": \",\", \"groupChar\": \".\"}; 1.234,50 -0,05; 1,234.50 1234,50",
        "decimal; {\"pattern\": \"#\u202f##0.0\", \"groupChar\": \"\u202f\"}; 1\u202f234.5; 1234.5 1,234.5",
      })
  void numbers_are_read_with_their_own_characters(
      String base, String format, String readable, String unreadable) {
    check("{\"base\": \"" + base + "\", \"format\": " + format + "}", readable, unreadable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "decimal; #,##0.00; 1,234.50; 1234.5",
        "decimal; 0%; -25%; -0.25",
        "decimal; 0.0‰; 12.5‰; 0.0125",
        "decimal; 0.0E0; 1.5E3; 1500",
        "decimal; 0.##################################%; 10.00000000000000055511151231257827%; 0.1000000000000000055511151231257827",
        "integer; 0%; 500%; 5",
        "integer; #,##0; -0; 0",
        "double; 0.0%; 33.3%; 0.333",
        "double; 0.00E+00; 1.25E-03; 0.00125",
        "double; 0.0; -0.0; -0.0",
        "boolean; Y|N; Y; true",
        "boolean; 1|-1; -1; false",
        "date; d.M.yyyy; 3.12.2015; 2015-12-03",
        "date; dd.MM.yyyy XXX; 22.03.2015 -11:00; 2015-03-22",
        "time; HHmm; 1502; 15:02:00",
        "time; HH:mm:ss.SSS; 15:02:37.14; 15:02:37.14",
        "time; HH:mm:ssX; 23:30:00-05; 04:30:00",
        "time; H:mm; 7:05; 07:05:00",
        "datetime; M/d/yyyy HH:mm; 3/22/2015 15:02; 2015-03-22T15:02:00Z",
        "datetime; yyyy-MM-ddTHH:mm:ssXXX; 2015-03-15T15:02:37-05:00; 2015-03-15T20:02:37Z",
        "datetime; yyyyMMdd HHmmss X; 20150315 150237 +0530; 2015-03-15T09:32:37Z",
        "datetime; dd-MM-yyyy HH:mm; 29-02-2024 23:59; 2024-02-29T23:59:00Z",
        "string; [A-Z]{2}[0-9]+; DE7; DE7",
        "binary; hex; 00fFa0; AP+g",
      })
  void a_text_is_stored_in_the_standard_form(
      String base, String format, String text, String canonical) {
    ColumnPlan column = column("{\"base\": \"%s\", \"format\": \"%s\"}".formatted(base, format));
    assertEquals(
        canonical,
        Values.write(
            column.type(),
            ((Reading.Readable) Values.read(column.type(), column.facets(), text)).value()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "date; yyyy-MM-dd; 2015-03-22 0000-01-01 9999-12-31; 2015-3-22 15-03-22 2015-02-29 2015-13-01 2015-03-00",
        "date; yyyyMMdd; 20150322 20240229; 20150229 2015-03-22 2015032 201503220",
        "date; dd-MM-yyyy; 22-03-2015; 22-3-2015 2015-03-22 22.03.2015 32-03-2015",
        "date; d-M-yyyy; 22-3-2015 1-1-2015 01-01-2015; 022-3-2015 22-3-15 0-1-2015",
        "date; MM-dd-yyyy; 03-22-2015; 22-03-2015 3-22-2015",
        "date; M-d-yyyy; 3-22-2015 03-22-2015; 22-3-2015",
        "date; dd/MM/yyyy; 22/03/2015; 22-03-2015",
        "date; d/M/yyyy; 22/3/2015; 3/22/2015",
        "date; MM/dd/yyyy; 03/22/2015; 22/03/2015",
        "date; M/d/yyyy; 3/22/2015; 22/3/2015",
        "date; dd.MM.yyyy; 22.03.2015; 22x03x2015",
        "date; d.M.yyyy; 22.3.2015 1.1.2015; 22.3.",
        "date; MM.dd.yyyy; 03.22.2015; 22.03.2015",
        "date; M.d.yyyy; 3.22.2015; 22.3.2015",
        "date; yyyy-MM-dd[XXX]; 2015-03-22 2015-03-22Z 2015-03-22-08:00; 2015-03-22+0530 2015-03-22z 2015-03-22- 2015-03-22Z5",
        "time; HH:mm:ss.SSSSSS[XXX]; 15:02:37 15:02:37.5 15:02:37Z 15:02:37.123456+01:00; 15:02 15:02:37. 15:02:37+25:00",
        "date; yyyy-MM-ddX; 2015-03-22Z 2015-03-22-08 2015-03-22+0530; 2015-03-22 2015-03-22+05:30 2015-03-22z",
        "time; HH:mm:ss; 15:02:37 00:00:00; 24:00:00 23:59:60 15:02 15:02:37.1 1:02:37",
        "time; HHmmss; 150237; 15:02:37 1502",
        "time; HH:mm; 15:02; 15:60 5:02 15:02:37",
        "time; HHmm; 1502; 15:02 2400",
        "time; HH:mm:ss.S; 15:02:37.1 15:02:37; 15:02:37.14 15:02:37.",
        "time; HHmm XX; 1502·+0800 1502·Z; 1502·+08 1502·+08:00 1502+0800",
        "datetime; yyyy-MM-ddTHH:mm:ss.SS; 2015-03-15T15:02:37.14; 2015-03-15·15:02:37",
        "datetime; d-M-yyyy HHmm X; 15-3-2015·1502·Z; 15-3-2015·1502 15-3-2015·1502Z",
        "datetime; yyyy-MM-ddTHH:mm xxx; 2015-03-15T15:02·+18:00; 2015-03-15T15:02·Z 2015-03-15T15:02·+18:01 2015-03-15T15:02·+02:60 0000-01-01T00:00·+01:00 9999-12-31T23:59·-01:00",
        "datetime; yyyy-MM-dd HH:mm:ssx; 2015-03-15·15:02:37-08 2015-03-15·15:02:37+0530; 2015-03-15·15:02:37Z 2015-03-15·15:02:37-08:00",
        "datetime; yyyy-MM-dd HH:mm:ssxx; 2015-03-15·15:02:37-0800; 2015-03-15·15:02:37-08",
      })
  void times_are_read_by_their_pattern(
      String base, String pattern, String readable, String unreadable) {
    check("{\"base\": \"" + base + "\", \"format\": \"" + pattern + "\"}", readable, unreadable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[Aa]+; A AaA; b AaB",
        "^\\\\d$; 1; 12 x ١",
        "a|ab; a ab; b abc",
        ".; x é 😀; xx",
        "\\\\p{Lu}.*; Éa; éa",
        "\\\\u0041\\\\ud83d\\\\ude00; A😀; A",
        "\\\\i\\\\c*; a-1 é.x _; 1a -",
        "x{2,3}; xx xxx; x xxxx",
        "(?:ab){2}; abab; ab",
        "[^,]*; ab; a,b",
      })
  void texts_are_matched_whole(String expression, String readable, String unreadable) {
    check("{\"format\": \"" + expression + "\"}", readable, unreadable);
  }

  @Test
  void the_time_to_match_grows_with_the_text_only() {
    String text = "a".repeat(65_000);
    for (String evil : List.of("(a*)*b", "(a|aa)+b", "(a|a?)+b", "([a-z]+)*[0-9]", "(.*a){12}b")) {
      ColumnPlan column = column("{\"format\": \"" + evil + "\"}");
      assertTimeoutPreemptively(
          Duration.ofSeconds(30), () -> assertFalse(isRead(column, text)), evil);
    }
  }

  @Test
  void a_very_long_text_matches_nothing() {
    ColumnPlan column = column("{\"format\": \"a*\"}");
    assertTrue(isRead(column, "a".repeat(65_536)));
    assertFalse(isRead(column, "a".repeat(65_537)));
    assertFalse(isRead(column, "é".repeat(40_000)));
  }

  @Test
  void a_number_of_too_many_digits_is_none() {
    ColumnPlan column = column("{\"base\": \"double\", \"format\": \"#,##0.#\"}");
    assertTrue(isRead(column, "000," + "000,".repeat(680) + "000"));
    assertFalse(isRead(column, "000," + "000,".repeat(681) + "000"));
    assertFalse(isRead(column, "1".repeat(5_000_000)));
    assertFalse(isRead(column("{\"base\": \"decimal\", \"format\": \"0.0E0\"}"), "1.5E999999999"));
  }

  @Test
  void lengths_are_counted_in_code_points_and_bytes() {
    check("{\"length\": 1}", "a é 😀", "ab e\u0301 👩‍👧");
    check("{\"minLength\": 2, \"maxLength\": 3}", "ab abc 😀😀😀", "a abcd");
    check("{\"base\": \"binary\", \"length\": 2}", "AAE=", "AA== AAEC");
    check("{\"base\": \"hexBinary\", \"maxLength\": 1}", "00 ff FF", "0000 0 0g");
    check("{\"base\": \"json\", \"maxLength\": 4}", "1 null", "false {");
    check("{\"base\": \"string\", \"format\": \"[a-z]*\", \"maxLength\": 2}", "a ab", "abc A");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "int; 2147483647 -2147483648 +007; 2147483648 -2147483649",
        "short; 32767 -32768; 32768",
        "byte; 127 -128; 128 -129",
        "nonNegativeInteger; 0 -0 9223372036854775807; -1 9223372036854775808",
        "positiveInteger; 1; 0 -1",
        "nonPositiveInteger; 0 -5; 1",
        "negativeInteger; -1; 0",
        "unsignedInt; 4294967295; 4294967296 -1",
        "unsignedShort; 65535; 65536",
        "unsignedByte; 255; 256",
        "unsignedLong; 18446744073709551615 0 +1; 18446744073709551616 -1 1.0 1e2 1.",
        "float; 1e300 INF; x",
        "dateTime; 2020-01-01T00:00; 2020-01-01",
        "token; a; ",
        "hexBinary; 00 aB; 0 0x",
        "base64Binary; AAE=; AAE",
      })
  void names_of_xml_schema_have_their_limits(String base, String readable, String unreadable) {
    check("\"" + base + "\"", readable, unreadable == null ? "" : unreadable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"base\": \"date\", \"format\": \"dd.MM.yyyy\"}; \"31.12.1999\"; 1999-12-31",
        "{\"base\": \"date\", \"format\": \"dd.MM.yyyy\"}; \"1999-12-31\"; 1999-12-31",
        "{\"base\": \"boolean\", \"format\": \"Y|N\"}; \"Y\"; true",
        "{\"base\": \"boolean\", \"format\": \"1|0\"}; false; false",
        "{\"base\": \"decimal\", \"format\": {\"decimalChar\": \",\", \"groupChar\": \".\"}}; \"1.500\"; 1500",
        "{\"base\": \"decimal\", \"format\": {\"decimalChar\": \",\", \"groupChar\": \".\"}}; 1.500; 1.5",
        "{\"base\": \"decimal\", \"format\": \"0%\"}; \"5%\"; 0.05",
      })
  void a_default_is_written_as_the_texts_are_or_in_the_standard_form(
      String datatype, String written, String canonical) {
    ColumnPlan column =
        Documents.resolved(
                Documents.module(
                    Documents.table(
                        "t",
                        "{\"name\": \"c\", \"onEmpty\": \"replace\", \"default\": "
                            + written
                            + ", \"datatype\": "
                            + datatype
                            + "}")))
            .plan()
            .tables()
            .getFirst()
            .columns()
            .getFirst();
    assertEquals(new ColumnPlan.OnEmpty.Replace(canonical), column.onEmpty());
  }

  private static void check(String datatype, String readable, String unreadable) {
    ColumnPlan column = column(datatype);
    texts(readable).forEach(text -> assertTrue(isRead(column, text), text));
    texts(unreadable).forEach(text -> assertFalse(isRead(column, text), text));
  }

  /** Texts with a space between; a middle dot stands for a space in a text. */
  private static List<String> texts(String texts) {
    return Arrays.stream(texts.split(" "))
        .filter(text -> !text.isEmpty())
        .map(text -> text.replace('·', ' '))
        .toList();
  }

  private static boolean isRead(ColumnPlan column, String text) {
    return Values.read(column.type(), column.facets(), text) instanceof Reading.Readable;
  }

  private static ColumnPlan column(String datatype) {
    return Documents.resolved(
            Documents.module(
                Documents.table("t", "{\"name\": \"c\", \"datatype\": " + datatype + "}")))
        .plan()
        .tables()
        .getFirst()
        .columns()
        .getFirst();
  }
}
