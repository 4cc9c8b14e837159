package io.weir.engine.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a JSON text (RFC 8259) into {@link Node}s, strictly and within limits: 1 MiB of UTF-8, 64
 * levels, half a million values, numbers of 1,000 characters, no name twice in an object, no
 * unpaired surrogates.
 */
public final class JsonText {
  static final int MOST_BYTES = DocumentReader.MOST_BYTES;
  static final int DEEPEST = 64;
  static final int MOST_VALUES = 500_000;
  static final int LONGEST_NUMBER = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST + 1)
                  .maxNumberLength(MOST_BYTES)
                  .maxStringLength(MOST_BYTES)
                  .maxNameLength(MOST_BYTES)
                  .build())
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final Problems problems;
  private final String script;
  private final JsonParser parser;
  private int values;

  private JsonText(Problems problems, String script, JsonParser parser) {
    this.problems = problems;
    this.script = script;
    this.parser = parser;
  }

  /** The text of some bytes, or a problem. */
  public static Optional<String> decode(byte[] bytes, Problems problems) {
    if (bytes.length > MOST_BYTES) {
      tooLarge(Place.root(1, 1), problems);
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      long line = 1 + text.chars().filter(c -> c == '\n').count();
      int column = text.length() - text.lastIndexOf('\n');
      problems.error(
          Place.root((int) line, column),
          "the text is not UTF-8: byte " + in.position() + " fits no character",
          "save it as UTF-8");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /**
   * The value the text holds, or nothing when it is not JSON; what is wrong goes to the problems.
   */
  public static Optional<Node> parse(String text, Problems problems) {
    return parse(text, "", problems);
  }

  /**
   * The value a script holds; problems name the script.
   *
   * @param script its name, or empty text for a module document
   */
  static Optional<Node> parse(String text, String script, Problems problems) {
    Place start = at(script, 1, 1);
    if (text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      tooLarge(start, problems);
      return Optional.empty();
    }
    if (text.startsWith("\uFEFF")) {
      problems.error(
          start, "the text begins with a byte order mark", "save it as UTF-8 without one");
      return Optional.empty();
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new JsonText(problems, script, parser).document();
    } catch (JsonProcessingException e) {
      problems.error(
          at(script, Optional.ofNullable(e.getLocation())),
          "the text is not JSON: " + firstSentence(e.getOriginalMessage()),
          "mend it here or just before");
      return Optional.empty();
    } catch (BeyondLimit e) {
      problems.error(e.place, e.getMessage(), e.advice);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Node> document() throws IOException {
    if (parser.nextToken() == null) {
      problems.error(at(script, 1, 1), "the text is empty", "write a JSON object");
      return Optional.empty();
    }
    Node root = value(Optional.empty(), script, 1);
    if (parser.nextToken() != null) {
      JsonLocation location = parser.currentTokenLocation();
      problems.error(
          at(script, location.getLineNr(), location.getColumnNr()),
          "there is more after the end of the JSON value",
          "remove it");
    }
    return Optional.of(root);
  }

  private Node value(Optional<Place> parent, String token, int depth) throws IOException {
    Place place = here(parent, token);
    if (++values > MOST_VALUES) {
      throw new BeyondLimit(
          place, "the text holds more than " + MOST_VALUES + " values", "divide it into several");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(place, depth);
      case START_ARRAY -> array(place, depth);
      case VALUE_STRING -> new Node.Text(place, wellFormed(place, parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(place);
      case VALUE_TRUE -> new Node.Bool(place, true);
      case VALUE_FALSE -> new Node.Bool(place, false);
      case VALUE_NULL -> new Node.Nil(place);
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  private Node object(Place place, int depth) throws IOException {
    checkDepth(place, depth);
    Map<String, Node> members = new LinkedHashMap<>();
    Map<String, Place> names = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Place nameAt = here(Optional.of(place), name);
      wellFormed(nameAt, name);
      parser.nextToken();
      Node member = value(Optional.of(place), name, depth + 1);
      if (members.putIfAbsent(name, member) != null) {
        problems.error(
            nameAt,
            Wording.quote(name) + " is written twice, first in line " + names.get(name).line(),
            "keep one of the two");
      } else {
        names.put(name, nameAt);
      }
    }
    return new Node.Obj(place, members, names);
  }

  private Node array(Place place, int depth) throws IOException {
    checkDepth(place, depth);
    List<Node> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(Optional.of(place), Integer.toString(elements.size()), depth + 1));
    }
    return new Node.Arr(place, elements);
  }

  private Node number(Place place) throws IOException {
    if (parser.getTextLength() > LONGEST_NUMBER) {
      throw new BeyondLimit(
          place,
          "a number is longer than " + LONGEST_NUMBER + " characters",
          "write a shorter one");
    }
    return new Node.Num(place, parser.getText());
  }

  private String wellFormed(Place place, String text) {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      problems.error(
          place,
          "the text holds half of a surrogate pair, which is no character",
          "write the pair's other half, or remove this one");
    }
    return text;
  }

  private static void checkDepth(Place place, int depth) {
    if (depth > DEEPEST) {
      throw new BeyondLimit(
          place, "the text is nested deeper than " + DEEPEST + " levels", "flatten it");
    }
  }

  private Place here(Optional<Place> parent, String token) {
    JsonLocation location = parser.currentTokenLocation();
    return new Place(parent, token, location.getLineNr(), location.getColumnNr());
  }

  private static Place at(String script, Optional<JsonLocation> location) {
    return location
        .map(l -> at(script, Math.max(1, l.getLineNr()), Math.max(1, l.getColumnNr())))
        .orElseGet(() -> at(script, 1, 1));
  }

  private static Place at(String script, int line, int column) {
    return new Place(Optional.empty(), script, line, column);
  }

  private static String firstSentence(String message) {
    return message
        .lines()
        .findFirst()
        .orElse("")
        // Jackson goes on with how a programmer would allow it.
        .split(": enable `|, maybe a", 2)[0]
        .codePoints()
        .filter(c -> !Wording.isUnprintable(c))
        .limit(200)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void tooLarge(Place start, Problems problems) {
    problems.error(start, "the text is larger than 1 MiB", "divide it into several");
  }

  private static final class BeyondLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Place place;
    private final String advice;

    BeyondLimit(Place place, String message, String advice) {
      super(message, null, false, false);
      this.place = place;
      this.advice = advice;
    }
  }
}
