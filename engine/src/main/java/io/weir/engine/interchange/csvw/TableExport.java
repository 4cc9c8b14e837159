package io.weir.engine.interchange.csvw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.Node;
import io.weir.engine.definition.PlainJson;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes one table of a module document as CSVW has it. */
final class TableExport {
  private static final Set<String> TEXTS =
      Set.of("string", "anyURI", "any", "anyAtomicType", "normalizedString", "token");

  private final Node.Obj table;
  private final String name;
  private final CsvFile file;
  private final Map<String, String> urls;
  private final Problems problems;

  /**
   * @param urls of all tables by name
   */
  TableExport(Node.Obj table, Map<String, String> urls, Problems problems) {
    this.table = table;
    this.name = Members.text(table, "url");
    this.file = CsvFile.of(table);
    this.urls = urls;
    this.problems = problems;
  }

  ObjectNode write() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("url", urls.get(name)).put("schema:name", name);
    table.get("titles").ifPresent(titles -> out.set("dc:title", PlainJson.of(titles)));
    Members.copyText(table, "description", out, "dc:description");
    dialect().ifPresent(dialect -> out.set("dialect", dialect));
    Node.Obj schema = Members.object(table, "tableSchema").orElseThrow();
    ObjectNode written = out.putObject("tableSchema");
    ArrayNode columns = written.putArray("columns");
    List<String> primaryKey = Members.texts(schema, "primaryKey");
    ArrayNode foreignKeys = JsonNodeFactory.instance.arrayNode();
    for (Node.Obj column : Members.objects(schema, "columns")) {
      columns.add(column(column, primaryKey.contains(Members.text(column, "name"))));
      String reference = Members.text(column, "references");
      if (!reference.isEmpty()) {
        foreignKeys.add(foreignKey(Members.text(column, "name"), reference));
      }
    }
    if (!primaryKey.isEmpty()) {
      written.put("primaryKey", ColumnNames.encoded(primaryKey.getFirst()));
    }
    if (!foreignKeys.isEmpty()) {
      written.set("foreignKeys", foreignKeys);
    }
    return out;
  }

  private Optional<ObjectNode> dialect() {
    ObjectNode dialect = JsonNodeFactory.instance.objectNode();
    file.character("delimiter").ifPresent(text -> dialect.put("delimiter", text));
    file.character("quote").ifPresent(text -> dialect.put("quoteChar", text));
    if (!file.hasHeader()) {
      dialect.put("header", false);
    }
    return Optional.of(dialect).filter(it -> !it.isEmpty());
  }

  private ObjectNode foreignKey(String column, String reference) {
    int slash = reference.indexOf('/');
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    key.put("columnReference", ColumnNames.encoded(column));
    key.putObject("reference")
        .put("resource", urls.get(reference.substring(0, slash)))
        .put("columnReference", ColumnNames.encoded(reference.substring(slash + 1)));
    return key;
  }

  private ObjectNode column(Node.Obj column, boolean primaryKey) {
    String columnName = Members.text(column, "name");
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("name", ColumnNames.encoded(columnName));
    Set<String> titles = new LinkedHashSet<>();
    titles.add(file.fields().getOrDefault(columnName, columnName));
    titles.addAll(Members.texts(column, "titles"));
    ArrayNode written = out.putArray("titles");
    titles.forEach(written::add);
    Members.copyText(column, "description", out, "dc:description");
    column.get("datatype").ifPresent(type -> out.set("datatype", datatype(columnName, type)));
    column.get("null").ifPresent(nulls -> out.set("null", PlainJson.of(nulls)));
    String onEmpty = Members.text(column, "onEmpty");
    if (onEmpty.equals("drop") || (primaryKey && onEmpty.isEmpty())) {
      out.put("required", true);
    } else if (onEmpty.equals("replace")) {
      out.put("default", Members.text(column, "default"));
    }
    return out;
  }

  private JsonNode datatype(String column, Node node) {
    if (!(node instanceof Node.Obj object)) {
      return PlainJson.of(node);
    }
    ObjectNode datatype = (ObjectNode) PlainJson.of(object);
    String base = datatype.path("base").asText("string");
    boolean text = TEXTS.contains(base);
    for (String bound : DatatypeReader.BOUNDS) {
      if (text && datatype.remove(bound) != null) {
        problems.warn(
            object.nameOf(bound),
            Wording.quote(bound) + " of column " + Wording.quote(column) + " is left out",
            "CSVW has no ranges of texts");
      }
    }
    if (DatatypeReader.isDefaultFormat(base, datatype.path("format"))) {
      datatype.remove("format");
    }
    return datatype.size() == 1 && datatype.has("base") ? datatype.get("base") : datatype;
  }
}
