package io.weir.engine.interchange.csvw;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentPrinter;
import io.weir.engine.definition.FreeNames;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.SemanticVersion;
import io.weir.engine.interchange.csvw.Fitted.FittedColumn;
import io.weir.engine.interchange.csvw.Metadata.Group;
import io.weir.engine.interchange.csvw.Metadata.Table;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes the module document that stands for metadata. Whatever breaks a rule is counted. */
final class ModuleWriter {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  private final Group group;
  private final List<Fitted> tables;
  private final List<String> names = new ArrayList<>();
  private final String stem;
  private final CsvwImport.Naming naming;
  private final Problems problems;

  /**
   * @param stem what the file is called, for want of another name
   */
  ModuleWriter(
      Group group, List<Fitted> tables, String stem, CsvwImport.Naming naming, Problems problems) {
    this.group = group;
    this.tables = tables;
    this.stem = stem;
    this.naming = naming;
    this.problems = problems;
  }

  String write() {
    FreeNames free = new FreeNames();
    tables.forEach(table -> names.add(free.claim(tableName(table.table()))));
    ObjectNode module = JsonNodeFactory.instance.objectNode();
    String name =
        naming
            .name()
            .or(() -> group.name().filter(ModuleWriter::isIdentifier))
            .orElseGet(
                () -> FreeNames.identifier(stem.equals("csv") ? names.getFirst() : stem, "module"));
    module
        .put("@context", "https://w3id.org/weir/v1")
        .put(
            "id",
            naming
                .id()
                .or(() -> group.id().filter(ModuleWriter::isAbsolute))
                .orElse("urn:weir:module:" + name))
        .put("type", "DataModule")
        .put("name", name)
        .put(
            "version",
            naming
                .version()
                .or(() -> group.version().filter(ModuleWriter::isVersion))
                .orElse("1.0.0"));
    group.description().ifPresent(text -> module.put("description", text));
    group.license().filter(ModuleWriter::isAbsolute).ifPresent(l -> module.put("license", l));
    ArrayNode array = module.putArray("tables");
    for (int i = 0; i < tables.size(); i++) {
      array.add(table(tables.get(i), names.get(i)));
    }
    return DocumentPrinter.print(module);
  }

  private ObjectNode table(Fitted fitted, String name) {
    Table table = fitted.table();
    ObjectNode out = JsonNodeFactory.instance.objectNode().put("url", name);
    table.title().filter(title -> !title.equals(name)).ifPresent(title -> out.put("titles", title));
    table.description().ifPresent(text -> out.put("description", text));
    out.putArray("collect").add(source(fitted));
    ObjectNode schema = out.putObject("tableSchema");
    Optional<String> key = primaryKey(fitted);
    key.ifPresent(
        column -> schema.put("primaryKey", column).put("onKeyConflict", "source-priority"));
    References references = new References(fitted, tables, names, problems);
    ArrayNode columns = schema.putArray("columns");
    for (FittedColumn column : fitted.columns()) {
      ObjectNode written =
          new ColumnWriter(fitted, column, problems)
              .write(key.filter(column.name()::equals).isPresent());
      references.of(column).ifPresent(target -> written.put("references", target));
      columns.add(written);
    }
    warnOfVirtual(table);
    return out;
  }

  private static ObjectNode source(Fitted fitted) {
    Table table = fitted.table();
    Dialect dialect = table.dialect();
    ObjectNode source =
        JsonNodeFactory.instance.objectNode().put("source", "file").put("file", table.path());
    if (!table.path().endsWith(".csv")) {
      source.put("format", "csv");
    }
    if (dialect.delimiter() != ',') {
      source.put("delimiter", String.valueOf(dialect.delimiter()));
    }
    if (dialect.quote() != '"') {
      source.put("quote", String.valueOf(dialect.quote()));
    }
    if (!dialect.header()) {
      ArrayNode header = source.putArray("header");
      fitted.columns().forEach(column -> header.add(column.field()));
    }
    if (fitted.renames()) {
      ObjectNode columns = source.putObject("columns");
      fitted.columns().stream()
          .filter(column -> !column.name().equals(column.field()))
          .forEach(column -> columns.put(column.name(), column.field()));
    }
    return source;
  }

  private Optional<String> primaryKey(Fitted fitted) {
    return fitted
        .table()
        .schema()
        .primaryKey()
        .flatMap(keys -> {
          if (keys.columns().size() > 1) {
            problems.warn(
                keys.place(),
                "the primary key of " + Fitted.what(fitted.table()) + " is left out",
                "a module document has keys of one column: name one whose values are unique");
            return Optional.empty();
          }
          Optional<FittedColumn> column = fitted.byKey(keys.columns().getFirst());
          if (column.isEmpty() && !fitted.columns().isEmpty()) {
            problems.error(
                keys.place(),
                "the primary key of " + Fitted.what(fitted.table()) + " is no column of its file",
                "name one that is");
          }
          return column.map(FittedColumn::name);
        });
  }

  private void warnOfVirtual(Table table) {
    table.schema().columns().stream()
        .filter(Metadata.Column::virtual)
        .forEach(column ->
            problems.warn(
                column.place(),
                "a virtual column of " + Fitted.what(table) + " is left out",
                "a module document has the columns its sources have"));
  }

  private static String tableName(Table table) {
    String file = table.path().substring(table.path().lastIndexOf('/') + 1);
    return table
        .name()
        .filter(ModuleWriter::isIdentifier)
        .orElseGet(() -> FreeNames.identifier(file.replaceFirst("\\.[^.]*$", ""), "table"));
  }

  private static boolean isIdentifier(String text) {
    return IDENTIFIER.matcher(text).matches();
  }

  private static boolean isAbsolute(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (java.net.URISyntaxException _) {
      return false;
    }
  }

  private static boolean isVersion(String text) {
    return SemanticVersion.parse(text).isPresent();
  }
}
