package io.weir.engine.dataplane.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.SourceFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonDecoderTest {
  private static final ObjectMapper JACKSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  @Property(tries = 3000)
  void values_are_those_another_parser_finds(@ForAll long seed) throws JsonProcessingException {
    Random random = new Random(seed);
    JsonTexts texts = new JsonTexts(random, random.nextBoolean());
    List<String> records = texts.records();
    byte[] stream = texts.stream(records).getBytes(StandardCharsets.UTF_8);

    DecodedText decoded =
        DecodedText.of(
            new BytesSource(new SourceFormat.Json(), stream, seed),
            DecodedText.table("a", "json", "nämë"),
            new FramingLimits(1 + random.nextInt(200), 100_000));

    long extra = 0;
    assertEquals(records.size(), decoded.records().size());
    for (int i = 0; i < records.size(); i++) {
      JsonNode tree = JACKSON.readTree(records.get(i));
      List<String> found = decoded.records().get(i);
      assertEquals(scalar(tree.get("a"), found.get(0)), found.get(0));
      assertEquals(scalar(tree.get("nämë"), found.get(2)), found.get(2));
      assertSameJson(tree.get("json"), found.get(1));
      for (String other : List.of("x", "extra \"1\"", "")) {
        extra += tree.has(other) ? 1 : 0;
      }
    }
    assertEquals(extra, decoded.extraFields());
  }

  /**
   * What the decoder should say; digits and nested values are kept as written, so they are compared
   * as values.
   */
  private static String scalar(JsonNode node, String found) throws JsonProcessingException {
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return "boolean " + node.asText();
    }
    String kind = node.isNumber() ? "number " : "nested ";
    assertTrue(found.startsWith(kind), found);
    assertEquals(node, JACKSON.readTree(found.substring(kind.length())));
    return found;
  }

  private static void assertSameJson(JsonNode node, String found) throws JsonProcessingException {
    if (node == null || node.isNull()) {
      assertEquals(null, found);
    } else {
      String text = found.replaceFirst("^(number|boolean|nested) ", "");
      assertEquals(node, JACKSON.readTree(text));
    }
  }

  @Property(tries = 5000)
  void a_record_with_one_byte_changed_is_accepted_exactly_when_another_parser_does(
      @ForAll long seed) {
    Random random = new Random(seed);
    JsonTexts texts = new JsonTexts(random, false);
    List<String> records = texts.records();
    if (records.isEmpty()) {
      return;
    }
    byte[] bytes = ("[" + records.getFirst() + "]").getBytes(StandardCharsets.UTF_8);
    bytes[1 + random.nextInt(bytes.length - 2)] =
        (byte) "{}[],:\"\\0-.eu tf\n1ax".charAt(random.nextInt(20));

    boolean accepted = isAccepted(bytes);

    assertEquals(jacksonAccepts(bytes), accepted, () -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static boolean isAccepted(byte[] bytes) {
    try {
      DecodedText.of(
          new BytesSource(new SourceFormat.Json(), bytes, 7),
          DecodedText.table("a", "json", "nämë"),
          FramingLimits.standard());
      return true;
    } catch (RecordException broken) {
      return false;
    }
  }

  /**
   * Jackson lets half a surrogate pair and malformed UTF-8 surrogates pass; the decoder does not.
   */
  private static boolean jacksonAccepts(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
      JsonNode tree = STRICT.readTree(bytes);
      for (JsonNode record : tree) {
        if (!record.isObject()) {
          return false;
        }
        for (String name : new String[] {"a", "nämë"}) {
          JsonNode value = record.get(name);
          if (value != null && value.isTextual() && hasLoneSurrogate(value.textValue())) {
            return false;
          }
        }
        for (var names = record.fieldNames(); names.hasNext(); ) {
          if (hasLoneSurrogate(names.next())) {
            return false;
          }
        }
      }
      return true;
    } catch (java.io.IOException refused) {
      return nestedDuplicate(bytes, refused);
    }
  }

  /** Duplicates deep inside a value kept as written are nobody's business here. */
  private static boolean nestedDuplicate(byte[] bytes, java.io.IOException refused) {
    if (refused.getMessage().contains("Duplicate field 'k")) {
      try {
        new ObjectMapper().readTree(bytes);
        return true;
      } catch (java.io.IOException again) {
        return false;
      }
    }
    return false;
  }

  private static boolean hasLoneSurrogate(String text) {
    return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  @Example
  void an_array_and_lines_give_the_same_records() {
    List<List<String>> expected = List.of(List.of("1", "number 2"), Arrays.asList("x", null));
    assertEquals(expected, read("[{\"a\":\"1\",\"b\":2},{\"a\":\"x\"}]"));
    assertEquals(expected, read("{\"a\":\"1\",\"b\":2}\n{\"a\":\"x\",\"b\":null}"));
  }

  @Example
  void nothing_at_all_is_no_record() {
    for (String text : List.of("", " \n", "[]", " [ ] \n", "\uFEFF[]")) {
      assertEquals(List.of(), read(text), text);
    }
  }

  @Example
  void half_a_document_is_malformed_and_says_where_it_ends() {
    assertMalformed("[{\"a\":1},{\"a\":2}", 3, 16, "too early");
    assertMalformed("[{\"a\":1},{\"a\":2},", 3, 17, "too early");
    assertMalformed("[{\"a\":1},{\"a\":", 2, 14, "too early");
    assertMalformed("[", 1, 1, "too early");
    assertMalformed("{\"a\":1}\n{\"a\":\"x", 2, 15, "too early");
    assertMalformed("{\"a\":1}\n{\"a\"", 2, 12, "too early");
  }

  @Example
  void whatever_is_not_a_list_of_objects_is_malformed() {
    assertMalformed("hello", 0, 0, "neither");
    assertMalformed("[1]", 1, 1, "not a JSON object");
    assertMalformed("[{\"a\":1},]", 2, 9, "comma");
    assertMalformed("[,{\"a\":1}]", 1, 1, "not a JSON object");
    assertMalformed("[{\"a\":1} {\"a\":1}]", 2, 9, "commas");
    assertMalformed("[{\"a\":1}] x", 2, 10, "follows");
    assertMalformed("{\"a\":1} {\"a\":2}\n", 1, 8, "follows");
    assertMalformed("{\"a\":1}\n[]\n", 2, 8, "not a JSON object");
    assertMalformed("{\"a\":\n1}\n", 1, 5, "not well-formed");
  }

  @Example
  void a_field_that_occurs_twice_is_malformed() {
    assertMalformed("{\"a\":1,\"a\":2}", 1, 7, "twice");
    assertMalformed("{\"z\":1,\"b\":2,\"z\":2}", 1, 13, "twice");
    assertMalformed("{\"a\":1,\"\\u0061\":2}", 1, 7, "twice");
  }

  @Example
  void half_a_surrogate_pair_is_malformed() {
    assertMalformed("{\"a\":\"\\ud83d\"}", 1, 6, "surrogate");
    assertMalformed("{\"a\":\"\\ude00x\"}", 1, 6, "surrogate");
    assertMalformed("{\"a\":\"\\ud83d\\u0041\"}", 1, 6, "surrogate");
  }

  @Example
  void values_nested_too_deep_are_malformed() {
    String deep = "[".repeat(1001) + "]".repeat(1001);
    assertMalformed("{\"a\":" + deep + "}", 1, 1005, "not well-formed");
    assertEquals(1, read("{\"a\":" + deep.substring(1, 2001) + "}").size());
  }

  @Example
  void very_many_different_names_are_taken() {
    StringBuilder text = new StringBuilder();
    for (int record = 0; record < 300; record++) {
      text.append("{\"a\":1");
      for (int field = 0; field < 1000; field++) {
        text.append(",\"f").append(record * 1000 + field).append("\":1");
      }
      text.append("}\n");
    }
    assertEquals(300, read(text.toString()).size());
  }

  private static void assertMalformed(String text, int record, int position, String what) {
    CountingDecode counting =
        new CountingDecode(DecodedText.table("a", "b"), FramingLimits.standard());
    RecordException broken =
        assertThrows(
            RecordException.class,
            () -> counting.read(new BytesSource(new SourceFormat.Json(), text)));
    Problem problem = broken.in("t", "s", counting.records()).problem();
    assertEquals(ErrorCode.SOURCE_MALFORMED, problem.code());
    assertTrue(problem.message().contains(what), problem.message());
    assertEquals(Integer.toString(position), problem.where().get("byte"), problem.message());
    if (record > 0) {
      assertEquals(Integer.toString(record), problem.where().get("record"), problem.message());
    }
  }

  private static List<List<String>> read(String text) {
    return new ArrayList<>(
        DecodedText.of(
                new BytesSource(new SourceFormat.Json(), text),
                DecodedText.table("a", "b"),
                FramingLimits.standard())
            .records());
  }
}
