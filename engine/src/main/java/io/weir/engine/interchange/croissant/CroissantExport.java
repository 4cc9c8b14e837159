package io.weir.engine.interchange.croissant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentPrinter;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Extensions;
import io.weir.engine.definition.FreeNames;
import io.weir.engine.definition.JsonText;
import io.weir.engine.definition.Node;
import io.weir.engine.definition.OutputSchema;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.interchange.Exported;
import io.weir.engine.interchange.PublishedFile;
import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes what a module publishes as a Croissant 1.1 description, in the form that the reference
 * reader validates and loads: an inline context with the https vocabulary, one file a table,
 * references spelled out, data types it can load.
 *
 * <p>It speaks of what is published: columns as they are after anonymization, without those that
 * are dropped, with columns and tables that methods add, and never of the sources, unless a table's
 * only source is a file and nothing in it is anonymized.
 */
public final class CroissantExport {
  static final String CONFORMS_TO = "http://mlcommons.org/croissant/1.1";

  private final Plan plan;
  private final Thing document;
  private final Map<String, PublishedFile> files;
  private final Problems problems = new Problems();
  private final Map<String, Map<String, String>> fieldIds = new HashMap<>();
  private final Map<String, PreparedTable> prepared = new HashMap<>();

  private CroissantExport(
      Plan plan, Thing document, Map<String, PublishedFile> files, Extensions extensions) {
    this.plan = plan;
    this.document = document;
    this.files = files;
    plan.tables()
        .forEach(table -> prepared.put(table.name(), OutputSchema.prepare(table, extensions)));
  }

  /**
   * The description of a module document.
   *
   * @param files where tables were published, by name; of the others a place is proposed, without a
   *     checksum, and told as a warning
   * @throws IllegalArgumentException if the document has problems
   */
  public static Exported write(
      String document, Map<String, PublishedFile> files, Extensions extensions) {
    Plan plan =
        switch (new DocumentReader(extensions).read(document)) {
          case DocumentResult.Resolved(Plan resolved, _) -> resolved;
          case DocumentResult.Rejected(List<DocumentProblem> problems) ->
              throw new IllegalArgumentException(
                  "the document has problems: " + problems.getFirst());
        };
    Problems none = new Problems();
    Node.Obj root = (Node.Obj) JsonText.parse(document, none).orElseThrow();
    Thing thing = Thing.of(root, "the module", new Context(Map.of(), ""), none);
    return new CroissantExport(plan, thing, files, extensions).write();
  }

  private Exported write() {
    name();
    ObjectNode dataset = JsonNodeFactory.instance.objectNode();
    dataset.set("@context", ExportContext.node());
    new DatasetHead(plan, document, problems).write(dataset);
    ArrayNode distribution = dataset.putArray("distribution");
    ArrayNode recordSets = dataset.putArray("recordSet");
    List<Node> tables = ((Node.Arr) document.get("tables").orElseThrow()).elements();
    for (int i = 0; i < plan.tables().size(); i++) {
      TablePlan table = plan.tables().get(i);
      Thing written = document.nested((Node.Obj) tables.get(i), "table " + table.name());
      distribution.add(file(table.name(), OwnFile.of(table), written));
      recordSets.add(recordSet(table, written));
      for (TableSchema added : prepared(table).added()) {
        distribution.add(file(added.name(), Optional.empty(), written));
        recordSets.add(recordSet(added));
      }
    }
    return new Exported(DocumentPrinter.print(dataset), problems.warnings());
  }

  /** Ids hold no white space, which the reference reader refuses even when it is escaped. */
  private void name() {
    for (TablePlan table : plan.tables()) {
      name(prepared(table).output());
      prepared(table).added().forEach(this::name);
    }
  }

  private void name(TableSchema table) {
    FreeNames names = new FreeNames();
    Map<String, String> ids = new HashMap<>();
    for (ColumnSchema column : table.columns()) {
      String safe = column.name().replaceAll("[^\\p{L}\\p{N}_.-]", "_");
      ids.put(column.name(), table.name() + "/" + names.claim(safe));
    }
    fieldIds.put(table.name(), ids);
  }

  private PreparedTable prepared(TablePlan table) {
    return Objects.requireNonNull(prepared.get(table.name()));
  }

  private ObjectNode file(String table, Optional<PublishedFile> own, Thing written) {
    PublishedFile file =
        Optional.ofNullable(files.get(table))
            .or(() -> own)
            .orElseGet(() -> {
              problems.warn(
                  written.place(),
                  "nothing says in which file table \""
                      + table
                      + "\" lies; "
                      + OwnFile.proposed(table).url()
                      + " is proposed",
                  "put it there, or correct \"contentUrl\"");
              return OwnFile.proposed(table);
            });
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("@type", "cr:FileObject");
    node.put("@id", fileId(table));
    node.put("name", fileId(table));
    node.put("contentUrl", file.url());
    node.put("encodingFormat", file.mediaType());
    file.sha256()
        .ifPresentOrElse(
            it -> node.put("sha256", it),
            () ->
                problems.warn(
                    written.place(),
                    "the checksum of the file of table \"" + table + "\" is not known",
                    "add \"sha256\" once the file is there; readers want it"));
    return node;
  }

  private static String fileId(String table) {
    return table + "-file";
  }

  private ObjectNode recordSet(TablePlan table, Thing written) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("@type", "cr:RecordSet");
    node.put("@id", table.name());
    node.put("name", table.name());
    written.text("description").ifPresent(it -> node.put("description", it));
    Thing schema = written.nested((Node.Obj) written.get("tableSchema").orElseThrow(), "");
    table
        .primaryKey()
        .flatMap(key -> published(table, key.column()))
        .ifPresent(key -> node.set("key", id(fieldIds.get(table.name()).get(key.name()))));
    ArrayNode fields = node.putArray("field");
    List<Node> columns = ((Node.Arr) schema.get("columns").orElseThrow()).elements();
    for (int i = 0; i < table.columns().size(); i++) {
      Thing column = schema.nested((Node.Obj) columns.get(i), "");
      String name = table.columns().get(i).name();
      published(table, name).ifPresent(it -> fields.add(field(table, name, it, column)));
    }
    prepared(table).addedColumns().forEach(it -> fields.add(added(table.name(), it)));
    return node;
  }

  /** A table that a method added; what it holds the document does not say. */
  private ObjectNode recordSet(TableSchema added) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("@type", "cr:RecordSet");
    node.put("@id", added.name());
    node.put("name", added.name());
    ArrayNode fields = node.putArray("field");
    added.columns().forEach(it -> fields.add(added(added.name(), it)));
    return node;
  }

  private ObjectNode field(TablePlan table, String collected, ColumnSchema column, Thing written) {
    ObjectNode node =
        field(
            table.name(),
            column,
            written.text("description").or(() -> written.text("titles")),
            inFile(table, column.name()));
    table.foreignKeys().stream()
        .filter(key -> key.column().equals(collected))
        .findFirst()
        .flatMap(key ->
            published(plan.table(key.targetTable()), key.targetColumn())
                .map(target -> fieldIds.get(key.targetTable()).get(target.name())))
        .ifPresent(target -> node.putObject("references").set("field", id(target)));
    return node;
  }

  private ObjectNode added(String table, ColumnSchema column) {
    return field(table, column, Optional.empty(), column.name());
  }

  private ObjectNode field(
      String table, ColumnSchema column, Optional<String> description, String inFile) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("@type", "cr:Field");
    node.put("@id", fieldIds.get(table).get(column.name()));
    node.put("name", column.name());
    description.ifPresent(it -> node.put("description", it));
    node.put("dataType", DataTypes.dataType(column.type()));
    ObjectNode source = node.putObject("source");
    source.set("fileObject", id(fileId(table)));
    source.putObject("extract").put("column", inFile);
    return node;
  }

  /** What the file calls a column: in a source of the document perhaps otherwise. */
  private String inFile(TablePlan table, String column) {
    Optional<String> told = Optional.ofNullable(files.get(table.name())).map(PublishedFile::url);
    return OwnFile.of(table).filter(own -> told.orElse(own.url()).equals(own.url())).isPresent()
        ? table.sources().getFirst().shape().field(column)
        : column;
  }

  private Optional<ColumnSchema> published(TablePlan table, String column) {
    return table.columns().stream().anyMatch(it -> it.name().equals(column))
        ? prepared(table).published(column)
        : Optional.empty();
  }

  private static ObjectNode id(String id) {
    return JsonNodeFactory.instance.objectNode().put("@id", id);
  }
}
