package io.weir.engine.main;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.weir.engine.definition.DocumentReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Puts hierarchies that lie in files beside a document into it: {@code {"file": "age.csv"}} becomes
 * {@code {"csv": "…"}}. Only the command line knows files, so what it sends is whole. All else of
 * the text stays as it is, line by line, so that problems are told where they stand.
 */
final class HierarchyFiles {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String ADVICE =
      "Name a CSV file beside the document, or in a folder there, like \"hierarchies/age.csv\".";

  private final Path document;
  private final String text;
  private final StringBuilder expanded = new StringBuilder();

  /** The names of the members that lead to where the parser is; empty for elements of lists. */
  private final Deque<String> names = new ArrayDeque<>();

  private int copied;

  private HierarchyFiles(Path document, String text) {
    this.document = document;
    this.text = text;
  }

  /** The text of a document or of rules, with its hierarchies put in. */
  static String expanded(Path document) {
    return new HierarchyFiles(document, ModuleFile.text(document)).expand();
  }

  /** The same as bytes; what is no UTF-8 stays as it is, for others to tell. */
  static byte[] expandedBytes(Path document) {
    byte[] bytes = ModuleFile.bytes(document);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String whole = new HierarchyFiles(document, text).expand();
      return whole.equals(text) ? bytes : whole.getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException _) {
      return bytes;
    }
  }

  private String expand() {
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) {
        token(parser);
      }
    } catch (JsonProcessingException _) {
      return text; // The reader of documents tells what is wrong with it.
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory could not be read", e);
    }
    return expanded.append(text, copied, text.length()).toString();
  }

  private void token(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT, START_ARRAY -> {
        String name = parser.getParsingContext().getParent().getCurrentName();
        names.push(name == null ? "" : name);
      }
      case END_OBJECT, END_ARRAY -> names.pop();
      case FIELD_NAME -> {
        if (parser.currentName().equals("file") && isHierarchy()) {
          member(parser);
        }
      }
      default -> {}
    }
  }

  /** Whether the object the parser is in is a hierarchy of a method. */
  private boolean isHierarchy() {
    boolean ofMethod = names.contains("anonymize") || names.contains("anonymization");
    String name = names.peek();
    String around = names.stream().skip(1).findFirst().orElse("");
    return ofMethod && ("hierarchy".equals(name) || "hierarchies".equals(around));
  }

  private void member(JsonParser parser) throws IOException {
    int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw problem("The \"file\" of a hierarchy is no text.");
    }
    String csv = csv(parser.getText());
    int end = Math.toIntExact(parser.currentLocation().getCharOffset());
    expanded
        .append(text, copied, start)
        .append("\"csv\": \"")
        .append(JsonStringEncoder.getInstance().quoteAsString(csv))
        .append('"');
    text.substring(start, end).chars().filter(c -> c == '\n').forEach(_ -> expanded.append('\n'));
    copied = end;
  }

  private String csv(String name) {
    Path folder = document.toAbsolutePath().normalize().getParent();
    Path file = inside(folder, name);
    try {
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw problem("The hierarchy " + name + " lies outside of the document's folder.");
      }
      if (Files.size(file) > DocumentReader.MOST_BYTES) {
        throw problem("The hierarchy " + name + " is larger than 1 MiB, as all of a document.");
      }
      String csv = ModuleFile.text(file);
      return csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    } catch (IOException e) {
      throw problem("The hierarchy " + name + " is not there, or may not be read.");
    }
  }

  private Path inside(Path folder, String name) {
    boolean plain =
        !name.isBlank()
            && name.chars().noneMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c));
    if (plain && !name.startsWith("/")) {
      Path file = folder.resolve(name).normalize();
      if (file.startsWith(folder) && !file.equals(folder)) {
        return file;
      }
    }
    throw problem(
        "The hierarchy "
            + (plain ? name + " " : "")
            + "is not named by a path inside the document's folder.");
  }

  private InputProblem problem(String message) {
    return InputProblem.inFile(document.toString(), message, ADVICE);
  }
}
