package io.weir.engine.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.oracle.ModuleCase.Bounds;
import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Facets;
import io.weir.engine.oracle.ModuleCase.Format;
import io.weir.engine.oracle.ModuleCase.Layout;
import io.weir.engine.oracle.ModuleCase.Source;
import io.weir.engine.oracle.ModuleCase.Table;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes a generated module as a person would: a document, and files beside it. */
final class DocumentWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DocumentWriter() {}

  /** The module's document. */
  static String document(ModuleCase module) {
    ObjectNode root = JSON.objectNode();
    root.put("@context", "https://w3id.org/weir/v1");
    root.put("id", "urn:example:" + ModuleCase.NAME);
    root.put("type", "DataModule");
    root.put("name", ModuleCase.NAME);
    root.put("version", "1.0.0");
    ArrayNode tables = root.putArray("tables");
    module.tables().forEach(table -> tables.add(table(table)));
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The files beside the document, by name. */
  static Map<String, byte[]> files(ModuleCase module) {
    Map<String, byte[]> files = new TreeMap<>();
    for (Table table : module.tables()) {
      for (Source source : table.sources()) {
        files.put(file(table, source), SourceWriter.bytes(source));
      }
    }
    return files;
  }

  private static String file(Table table, Source source) {
    return table.name()
        + "-"
        + source.name()
        + "."
        + source.layout().format().name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode table(Table table) {
    ObjectNode node = JSON.objectNode();
    node.put("url", table.name());
    ArrayNode sources = node.putArray("collect");
    table.sources().forEach(source -> sources.add(source(table, source)));
    ObjectNode schema = node.putObject("tableSchema");
    table
        .primaryKey()
        .ifPresent(key -> schema.put("primaryKey", key).put("onKeyConflict", table.strategy()));
    ArrayNode columns = schema.putArray("columns");
    table.columns().forEach(column -> columns.add(column(column)));
    return node;
  }

  private static ObjectNode source(Table table, Source source) {
    Layout layout = source.layout();
    ObjectNode node = JSON.objectNode();
    node.put("source", source.name()).put("file", file(table, source));
    if (layout.format() == Format.CSV) {
      if (layout.delimiter() != ',') {
        node.put("delimiter", String.valueOf(layout.delimiter()));
      }
      if (layout.quote() != '"') {
        node.put("quote", String.valueOf(layout.quote()));
      }
      if (layout.headerInDocument()) {
        ArrayNode header = node.putArray("header");
        layout.fields().stream().map(source.shape()::field).forEach(header::add);
      }
    }
    shape(source.shape(), node);
    return node;
  }

  private static void shape(ModuleCase.Shape shape, ObjectNode node) {
    if (!shape.fields().isEmpty()) {
      ObjectNode columns = node.putObject("columns");
      shape.fields().forEach(columns::put);
    }
    if (!shape.missing().isEmpty()) {
      node.put("missingColumns", shape.mayMiss() ? "empty" : "refuse");
    }
    if (!shape.extraFields().equals("count")) {
      node.put("extraFields", shape.extraFields());
    }
    if (shape.minimumRecords() != 1) {
      node.put("minimumRecords", shape.minimumRecords());
    }
    if (!shape.onTooFew().equals("warn")) {
      node.put("onTooFew", shape.onTooFew());
    }
  }

  private static ObjectNode column(Column column) {
    ObjectNode node = JSON.objectNode();
    node.put("name", column.name());
    Bounds bounds = column.bounds();
    if (bounds.exist() || !column.facets().equals(Facets.NONE)) {
      ObjectNode datatype = node.putObject("datatype");
      datatype.put("base", column.datatype().isEmpty() ? "string" : column.datatype());
      String low = bounds.withoutMinimum() ? "minExclusive" : "minimum";
      String high = bounds.withoutMaximum() ? "maxExclusive" : "maximum";
      bounds.minimum().ifPresent(text -> datatype.set(low, value(column, text)));
      bounds.maximum().ifPresent(text -> datatype.set(high, value(column, text)));
      if (bounds.exist()) {
        node.put("onOutOfRange", bounds.onOutOfRange());
      }
      facets(column.facets(), datatype);
    } else if (!column.datatype().isEmpty()) {
      node.put("datatype", column.datatype());
    }
    column
        .nullTexts()
        .ifPresent(texts -> {
          if (texts.size() == 1) {
            node.put("null", texts.getFirst());
          } else {
            ArrayNode all = node.putArray("null");
            texts.forEach(all::add);
          }
        });
    column.onEmpty().ifPresent(word -> node.put("onEmpty", word));
    column.replacement().ifPresent(text -> node.set("default", value(column, text)));
    column.onTypeViolation().ifPresent(word -> node.put("onTypeViolation", word));
    column.references().ifPresent(it -> node.put("references", it.table() + "/" + it.column()));
    return node;
  }

  private static void facets(Facets facets, ObjectNode datatype) {
    if (facets.format().equals(Form.COMMA)) {
      datatype
          .putObject("format")
          .put("pattern", facets.format())
          .put("decimalChar", ",")
          .put("groupChar", ".");
    } else if (!facets.format().isEmpty()) {
      datatype.put("format", facets.format());
    }
    if (facets.minLength() == facets.maxLength()) {
      datatype.put("length", facets.minLength());
      return;
    }
    if (facets.minLength() > 0) {
      datatype.put("minLength", facets.minLength());
    }
    if (facets.maxLength() < Integer.MAX_VALUE) {
      datatype.put("maxLength", facets.maxLength());
    }
  }

  /** Numbers may stand in a document as such. */
  private static JsonNode value(Column column, String text) {
    boolean number =
        (column.type() == Type.INTEGER || column.type() == Type.DECIMAL)
            && text.length() % 2 == 0
            && text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    return number ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
  }
}
