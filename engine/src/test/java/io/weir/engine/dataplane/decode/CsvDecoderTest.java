package io.weir.engine.dataplane.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.SourceFormat;
import io.weir.spi.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CsvDecoderTest {
  private static final FramingLimits LIMITS = FramingLimits.standard();

  @Property(tries = 2000)
  void values_are_those_another_reader_finds(@ForAll long seed) {
    Random random = new Random(seed);
    int columns = 1 + random.nextInt(4);
    List<List<String>> records = CsvTexts.records(random, columns);
    String text = CsvTexts.text(random, records);
    String[] names = new String[columns];
    for (int i = 0; i < columns; i++) {
      names[i] = "c" + i;
    }

    DecodedText decoded =
        DecodedText.of(
            new BytesSource(
                new SourceFormat.Csv(',', '"', List.of(names)),
                text.getBytes(StandardCharsets.UTF_8),
                seed),
            DecodedText.table(names),
            new FramingLimits(1 + random.nextInt(100), 10_000));

    assertEquals(records, decoded.records());
    assertEquals(fastCsv(text), decoded.records());
    assertEquals(text.getBytes(StandardCharsets.UTF_8).length, decoded.bytes());
  }

  private static List<List<String>> fastCsv(String text) {
    List<List<String>> records = new ArrayList<>();
    CsvReader.builder().ofCsvRecord(text).forEach(record -> records.add(record.getFields()));
    return records;
  }

  @Property(tries = 1000)
  void absent_values_are_those_that_stand_without_quotes_if_the_format_says_so(@ForAll long seed) {
    Random random = new Random(seed);
    int columns = 1 + random.nextInt(3);
    List<String> names = IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
    List<List<String>> records = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int row = random.nextInt(30); row > 0; row--) {
      List<String> record = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        String value = Arrays.asList(null, "", "a", "b\"c\n").get(random.nextInt(4));
        record.add(value);
        text.append(column == 0 ? "" : ",");
        text.append(value == null ? "" : '"' + value.replace("\"", "\"\"") + '"');
      }
      records.add(record);
      text.append(random.nextBoolean() ? "\n" : "\r\n");
    }
    DecodedText decoded =
        DecodedText.of(
            new BytesSource(
                SourceFormat.Csv.withAbsentFields(names),
                text.toString().getBytes(StandardCharsets.UTF_8),
                seed),
            DecodedText.table(names.toArray(String[]::new)),
            new FramingLimits(1 + random.nextInt(100), 10_000));
    assertEquals(records, decoded.records());
  }

  @Example
  void columns_are_found_by_name_and_others_counted() {
    DecodedText decoded = read("\uFEFFb,\"x \"\"y\"\"\",a\r\n1,2,3\r\n4,5,6\r\n", "a", "b");
    assertEquals(List.of(List.of("3", "1"), List.of("6", "4")), decoded.records());
    assertEquals(2, decoded.extraFields());
  }

  @Example
  void a_column_that_is_absent_is_named_with_the_nearest_one_there() {
    Problem problem = problem("id,birthdate\n1,2\n", "id", "birth_date");
    assertEquals(ErrorCode.COLUMN_MISSING, problem.code());
    assertEquals("birth_date", problem.where().get("column"));
    assertEquals(
        "Table t, source s: there is no column \"birth_date\"; the nearest name there is"
            + " \"birthdate\".",
        problem.message());
  }

  @Example
  void a_record_with_a_value_too_few_or_too_many_is_malformed() {
    assertMalformed("a,b\n1,2\n3\n", 2, 9, "it has 1 values instead of 2");
    assertMalformed("a,b\n1,2\n3,4\n5,6,7\n", 3, 17, "it has 3 values instead of 2");
  }

  @Example
  void a_quote_that_is_never_closed_is_malformed() {
    assertMalformed("a,b\n1,2\n3,\"4\n5,6\n", 2, 17, "a quoted value is never closed");
  }

  @Example
  void a_quote_in_the_middle_of_a_value_is_malformed() {
    assertMalformed("a,b\n1,2\n3,4\"4\n5,6\n", 2, 11, "a quote stands in the middle");
    assertMalformed("a,b\n1,\"2\"x\n", 1, 9, "followed by something else");
  }

  @Example
  void bytes_that_are_not_utf_8_are_malformed() {
    byte[] text = "a,b\n1,2\n3,\0\n5,6\n".getBytes(StandardCharsets.ISO_8859_1);
    text[10] = (byte) 0xE4;
    RecordException broken =
        assertThrows(
            RecordException.class,
            () ->
                DecodedText.of(
                    new BytesSource(SourceFormat.Csv.standard(), text, 1),
                    DecodedText.table("a", "b"),
                    LIMITS));
    Problem problem = broken.in("t", "s", 0).problem();
    assertEquals(
        "Table t, source s, record 2, byte 10: its bytes are not UTF-8.", problem.message());
  }

  @Example
  void a_stream_without_a_header_is_malformed() {
    assertEquals(ErrorCode.SOURCE_MALFORMED, problem("", "a").code());
    assertEquals(ErrorCode.SOURCE_MALFORMED, problem("\na\n", "a").code());
    assertEquals(ErrorCode.SOURCE_MALFORMED, problem("a,a\n", "a").code());
    assertEquals(ErrorCode.SOURCE_MALFORMED, problem("a,\"b\n", "a").code());
  }

  @Example
  void a_header_of_a_million_columns_is_refused_before_it_fills_the_heap() {
    BytesSource source =
        new BytesSource(SourceFormat.Csv.standard(), "a" + ",".repeat(1_000_000) + "\n");
    RecordException broken =
        assertThrows(
            RecordException.class,
            () -> DecodedText.of(source, DecodedText.table("a"), FramingLimits.standard()));
    Problem problem = broken.in("t", "s", 0).problem();
    assertEquals(ErrorCode.SOURCE_MALFORMED, problem.code());
    assertTrue(problem.message().contains("more than 100000 columns"), problem.message());
  }

  @Example
  void a_first_record_that_is_no_header_is_not_quoted() {
    assertFalse(problem("Jame,Bakersfield\n", "name").message().contains("Jame"));
    assertTrue(problem("id,names\n", "id", "name").message().contains("names"));
  }

  @Example
  void a_header_alone_is_no_record() {
    assertEquals(List.of(), read("a,b", "a").records());
    assertEquals(List.of(), read("a,b\n", "a").records());
  }

  @Example
  void an_empty_line_is_a_record_only_where_records_have_one_value() {
    assertEquals(
        List.of(List.of("1"), List.of(""), List.of("2")), read("a\n1\n\n2\n", "a").records());
    assertEquals(List.of(List.of("1"), List.of("2")), read("a,b\n1,\n\n2,\n", "a").records());
  }

  @Example
  void a_record_that_is_too_large_is_refused_with_its_number() {
    String text = "a,b\n1,2\n3," + "x".repeat(200) + "\n";
    RecordException broken =
        assertThrows(
            RecordException.class,
            () ->
                DecodedText.of(
                    new BytesSource(SourceFormat.Csv.standard(), text),
                    DecodedText.table("a"),
                    new FramingLimits(16, 100)));
    assertEquals(ErrorCode.SOURCE_TOO_LARGE, broken.code());
    assertEquals(0, broken.record());
  }

  private static void assertMalformed(String text, int record, int position, String what) {
    Problem problem = problem(text, "a", "b");
    assertEquals(ErrorCode.SOURCE_MALFORMED, problem.code());
    assertEquals(Integer.toString(position), problem.where().get("byte"), problem.message());
    assertEquals(true, problem.message().contains(what), problem.message());
    assertEquals(Integer.toString(record), problem.where().get("record"), problem.message());
  }

  private static Problem problem(String text, String... columns) {
    TableSchema table = DecodedText.table(columns);
    CountingDecode counting = new CountingDecode(table, LIMITS);
    RecordException broken =
        assertThrows(
            RecordException.class,
            () -> counting.read(new BytesSource(SourceFormat.Csv.standard(), text)));
    return broken.in("t", "s", counting.records()).problem();
  }

  private static DecodedText read(String text, String... columns) {
    return DecodedText.of(
        new BytesSource(SourceFormat.Csv.standard(), text), DecodedText.table(columns), LIMITS);
  }
}
