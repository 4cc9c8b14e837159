package io.weir.engine.proposal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.weir.engine.definition.ModuleSchema;
import io.weir.engine.proposal.Proposer.ProposedColumn;
import io.weir.engine.proposal.Proposer.ProposedTable;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the document as a person would: one line for each source and each column. */
final class DocumentText {
  private DocumentText() {}

  static String of(String module, List<ProposedTable> tables) {
    return """
    {
      "@context": "https://w3id.org/weir/v1",
      "$schema": %s,
      "id": %s,
      "type": "DataModule",
      "name": %s,
      "version": "1.0.0",
      "tables": [
    %s
      ]
    }
    """
        .formatted(
            quoted("./" + ModuleSchema.FILE),
            quoted("https://data.example.org/modules/" + module + "/"),
            quoted(module),
            tables.stream().map(DocumentText::table).collect(Collectors.joining(",\n")));
  }

  private static String table(ProposedTable table) {
    List<String> source = new ArrayList<>();
    table.source().forEach((name, value) -> source.add(member(name, value)));
    String key =
        table
            .primaryKey()
            .map(it ->
                "        "
                    + member("primaryKey", it)
                    + ",\n        "
                    + member("onKeyConflict", "source-priority")
                    + ",\n")
            .orElse("");
    return """
        {
          "url": %s,
          "collect": [
            %s
          ],
          "tableSchema": {
    %s        "columns": [
    %s
            ]
          }
        }\
    """
        .formatted(
            quoted(table.name()),
            object(source),
            key,
            table.columns().stream()
                .map(column -> "          " + column(column))
                .collect(Collectors.joining(",\n")));
  }

  private static String column(ProposedColumn column) {
    List<String> terms = new ArrayList<>();
    terms.add(member("name", column.name()));
    column
        .bounds()
        .ifPresentOrElse(
            bounds -> {
              terms.add("\"datatype\": " + object(ranged(column.type(), bounds)));
              terms.add(member("onOutOfRange", "drop"));
            },
            () -> terms.add(member("datatype", word(column.type()))));
    if (!column.nullTokens().isEmpty()) {
      List<String> tokens = new ArrayList<>(List.of(""));
      tokens.addAll(column.nullTokens());
      terms.add(member("null", tokens));
    }
    column.references().ifPresent(to -> terms.add(member("references", to)));
    column
        .personal()
        .ifPresent(finding -> {
          terms.add(member("role", finding.role()));
          terms.add(member("personalData", finding.category()));
        });
    return object(terms);
  }

  private static List<String> ranged(ValueType type, Bounds bounds) {
    return List.of(
        member("base", word(type)),
        "\"minimum\": " + bound(type, bounds.minimum()),
        "\"maximum\": " + bound(type, bounds.maximum()));
  }

  private static String bound(ValueType type, String value) {
    return switch (type) {
      case INTEGER, DECIMAL -> value;
      case DOUBLE, DATE, TIME, DATETIME, STRING, BOOLEAN, BINARY, JSON -> quoted(value);
    };
  }

  private static String word(ValueType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static String object(Collection<String> members) {
    return "{ " + String.join(", ", members) + " }";
  }

  private static String member(String name, Object value) {
    return quoted(name) + ": " + json(value);
  }

  private static String json(Object value) {
    return switch (value) {
      case Collection<?> several ->
          several.stream().map(DocumentText::json).collect(Collectors.joining(", ", "[", "]"));
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      case Object other -> quoted(other.toString());
    };
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
