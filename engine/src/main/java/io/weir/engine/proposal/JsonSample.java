package io.weir.engine.proposal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.weir.engine.proposal.FoundTable.Cell;
import io.weir.engine.proposal.FoundTable.Evidence;
import io.weir.engine.proposal.FoundTable.Found;
import io.weir.engine.proposal.FoundTable.Key;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Reads a sample of JSON: an array of objects, or one object a line. */
final class JsonSample {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Sample.MOST_BYTES)
                  .maxNumberLength(Sample.MOST_BYTES)
                  .maxNameLength(Sample.MOST_BYTES)
                  .build())
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final Sample sample;
  private final String text;
  private final Optional<String> format;
  private final Map<String, List<Cell>> columns = new LinkedHashMap<>();
  private final TreeSet<String> leftOut = new TreeSet<>();
  private int records;
  private boolean cut;

  /**
   * @param format what the source must say of its format; nothing if the file's ending tells
   */
  JsonSample(Sample sample, String text, Optional<String> format) {
    this.sample = sample;
    this.text = text;
    this.format = format;
  }

  FoundTable read() {
    String stripped = text.stripLeading();
    if (stripped.startsWith("[")) {
      array();
    } else if (stripped.isEmpty() || stripped.startsWith("{")) {
      lines();
    } else {
      throw problem("neither a JSON array nor a JSON object begins there", 1);
    }
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("source", Sample.SYSTEM);
    source.put("file", sample.file());
    format.ifPresent(known -> source.put("format", known));
    List<String> remarks = new ArrayList<>();
    leftOut.forEach(reason -> remarks.add("fields are left out: a field " + reason));
    return new FoundTable(
        sample.name(),
        sample.file(),
        source,
        columns.entrySet().stream()
            .map(it -> new Found(it.getKey(), new Evidence.Sampled(filled(it.getValue()))))
            .toList(),
        OptionalLong.of(records),
        sample.whole() && !cut,
        new Key.Unknown(),
        List.of(),
        remarks);
  }

  private void lines() {
    String[] lines = text.split("\n", -1);
    for (int at = 0; at < lines.length && !cut; at++) {
      if (lines[at].isBlank() || !sample.whole() && at == lines.length - 1) {
        continue;
      }
      if (records == Sample.MOST_RECORDS) {
        cut = true;
        return;
      }
      try (JsonParser parser = JSON.createParser(lines[at])) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw problem("it is no JSON object", at + 1);
        }
        object(parser);
        if (parser.nextToken() != null) {
          throw problem("something follows the JSON object", at + 1);
        }
      } catch (IOException e) {
        throw problem("it is no whole JSON object", at + 1);
      }
    }
  }

  private void array() {
    int line = 1;
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        line = parser.currentLocation().getLineNr();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw problem("the array holds something else than objects", line);
        }
        if (records == Sample.MOST_RECORDS) {
          cut = true;
          return;
        }
        object(parser);
      }
    } catch (JsonEOFException e) {
      if (sample.whole()) {
        throw problem("the JSON array is never closed", line);
      }
    } catch (IOException e) {
      throw problem("it is not JSON", line);
    }
  }

  /** Takes one record, of which the parser has read the opening brace; none if it is cut off. */
  private void object(JsonParser parser) throws IOException {
    Map<String, Cell> record = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Cell cell =
          switch (parser.nextToken()) {
            case START_OBJECT, START_ARRAY -> {
              parser.skipChildren();
              yield Cell.NESTED;
            }
            case VALUE_NULL -> Cell.ABSENT;
            case null, default -> new Cell.Plain(parser.getText());
          };
      record.put(name, cell);
    }
    record.forEach(this::take);
    records++;
  }

  private void take(String name, Cell cell) {
    Optional<String> hindrance = ProposedNames.hindrance(name);
    if (hindrance.isPresent()) {
      leftOut.add(hindrance.get());
    } else if (columns.containsKey(name) || columns.size() < ProposedNames.MOST_COLUMNS) {
      List<Cell> cells = columns.computeIfAbsent(name, _ -> new ArrayList<>());
      while (cells.size() < records) {
        cells.add(Cell.ABSENT);
      }
      cells.add(cell);
    }
  }

  private List<Cell> filled(List<Cell> cells) {
    while (cells.size() < records) {
      cells.add(Cell.ABSENT);
    }
    return cells;
  }

  private SampleProblem problem(String what, int line) {
    return new SampleProblem(
        "Line " + line + " of " + sample.file() + " cannot be read: " + what + ".",
        "Write a JSON array of objects, or one JSON object a line.");
  }
}
