package io.weir.engine.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Makes the document of a new module version out of the document it was produced with. Members keep
 * their order; the text is printed anew, indented by two spaces.
 */
public final class DocumentRewriter {
  /** The name of the one source every rewritten table has. */
  public static final String PUBLISHED = "published";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Extensions extensions;

  public DocumentRewriter(Extensions extensions) {
    this.extensions = extensions;
  }

  /**
   * The document whose collection protocol stays as it is, for sources that by themselves yield
   * what was uploaded. Its columns are those that were published, as {@link #rewrite} has them; but
   * texts that stand for an empty value in a column that was not anonymized still do so, since the
   * sources are the same.
   *
   * @throws IllegalArgumentException if the document has problems, or its methods add tables, which
   *     none of its sources yields
   */
  public String keep(String document, Publication publication) {
    return rewrite(document, publication, _ -> Optional.empty());
  }

  /**
   * The document whose collection protocol reads what was uploaded. Each table has one source,
   * {@link #PUBLISHED}; its columns are those that were published, with the types they were
   * published with. Columns that were anonymized lose the rules they had for original values, and
   * no text stands for an empty value and none is in a format of its own any more, so that
   * collecting them again yields exactly what was uploaded. Columns and tables that methods added
   * stand there like any other.
   *
   * @throws IllegalArgumentException if the document has problems, the publication lacks one of its
   *     tables, or a source cannot be written in a document
   */
  public String rewrite(String document, Publication publication) {
    return rewrite(
        document,
        publication,
        table ->
            Optional.of(
                Optional.ofNullable(publication.tables().get(table))
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            "nothing says how table " + table + " is read back"))));
  }

  /**
   * The document with the rules of scripts written where it could have said them itself. Without
   * scripts it is the same text.
   *
   * @throws IllegalArgumentException if the document and the scripts together have problems
   */
  public String ruled(String document, List<RulesScript> rules) {
    if (rules.isEmpty()) {
      return document;
    }
    Problems problems = new Problems();
    String merged =
        JsonText.parse(document, problems)
            .map(root -> new RulesMerge(problems).into(root, rules))
            .map(root -> DocumentPrinter.print(PlainJson.of(root)))
            .filter(_ -> !problems.any())
            .orElseThrow(() ->
                new IllegalArgumentException("the rules have problems: " + problems.errors()));
    plan(merged);
    return merged;
  }

  /**
   * @param sources by a table's name what its collection protocol is replaced by, or nothing
   */
  private String rewrite(
      String document,
      Publication publication,
      Function<String, Optional<Access.Connected>> sources) {
    Plan plan = plan(document);
    Map<String, PreparedTable> prepared = new HashMap<>();
    plan.tables()
        .forEach(table -> prepared.put(table.name(), OutputSchema.prepare(table, extensions)));
    ObjectNode module = versioned(parse(document), plan, publication);
    List<ObjectNode> added = new ArrayList<>();
    for (int i = 0; i < plan.tables().size(); i++) {
      PreparedTable table = Objects.requireNonNull(prepared.get(plan.tables().get(i).name()));
      ObjectNode node = (ObjectNode) module.path("tables").path(i);
      Optional<Access.Connected> source = sources.apply(table.plan().name());
      rewriteTable(node, prepared, table, source.isPresent());
      if (source.isEmpty()) {
        node.path("collect").forEach(kept -> rewriteMapping((ObjectNode) kept, table));
      }
      source.ifPresent(it -> node.set("collect", MAPPER.createArrayNode().add(published(it))));
      table
          .added()
          .forEach(it -> added.add(AddedTables.node(it, table.plan(), source(it, sources))));
    }
    added.forEach(((ArrayNode) module.path("tables"))::add);
    String rewritten = DocumentPrinter.print(module);
    plan(rewritten);
    return rewritten;
  }

  private static ObjectNode source(
      TableSchema added, Function<String, Optional<Access.Connected>> sources) {
    return published(
        sources
            .apply(added.name())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the collection protocol stays, and no source of it yields the added table "
                        + added.name())));
  }

  private static void rewriteTable(
      ObjectNode node, Map<String, PreparedTable> all, PreparedTable table, boolean readBack) {
    // Nothing is anonymized any more, and nobody would check the promise of what was.
    node.remove(List.of("anonymization", "privacyModel", "onPersonalData"));
    ObjectNode schema = (ObjectNode) node.path("tableSchema");
    ArrayNode columns = MAPPER.createArrayNode();
    for (int i = 0; i < table.plan().columns().size(); i++) {
      ObjectNode column = (ObjectNode) schema.path("columns").path(i);
      ColumnPlan before = table.plan().columns().get(i);
      table
          .published(before.name())
          .ifPresent(after -> {
            rewriteColumn(column, table, before, after);
            if (readBack) {
              rewriteTokens(column, after);
              rewriteFormat(column, table, before);
            }
            rewriteReference(column, all, table.plan(), before);
            columns.add(column);
          });
    }
    table.addedColumns().forEach(it -> columns.add(AddedTables.column(it, Optional.empty())));
    schema.set("columns", columns);
    table.plan().primaryKey().ifPresent(key -> rewriteKey(schema, table, key.column()));
  }

  /** A source that stays names the fields of the columns that are left, as they are called now. */
  private static void rewriteMapping(ObjectNode source, PreparedTable table) {
    if (!source.has("columns")) {
      return;
    }
    ObjectNode left = MAPPER.createObjectNode();
    source
        .path("columns")
        .properties()
        .forEach(field ->
            table
                .published(field.getKey())
                .ifPresent(after -> left.set(after.name(), field.getValue())));
    if (left.isEmpty()) {
      source.remove("columns");
    } else {
      source.set("columns", left);
    }
  }

  private static void rewriteKey(ObjectNode schema, PreparedTable table, String key) {
    Optional<ColumnSchema> after = table.published(key);
    if (after.isEmpty()) {
      schema.remove(List.of("primaryKey", "onKeyConflict"));
    } else {
      schema.put("primaryKey", after.get().name());
    }
  }

  /**
   * What was published is told by its type alone: no text of it stands for an empty value, not even
   * one that did so in the original sources.
   */
  private static void rewriteTokens(ObjectNode node, ColumnSchema after) {
    switch (after.type()) {
      case STRING, BINARY -> node.set("null", MAPPER.createArrayNode());
      // Their values are never a text of length zero, so the usual token does no harm.
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATETIME, JSON -> node.remove("null");
    }
  }

  /** What was published is in the standard form of its type, and so a default has to be. */
  private static void rewriteFormat(ObjectNode node, PreparedTable table, ColumnPlan before) {
    if (before.facets().format().isEmpty() || !table.keepsValues(before.name())) {
      return;
    }
    if (node.path("datatype") instanceof ObjectNode datatype) {
      datatype.remove("format");
      if (before.type() == ValueType.BINARY) {
        datatype.put("base", AddedTables.term(before.type()));
      }
    } else {
      node.put("datatype", AddedTables.term(before.type()));
    }
    if (node.has("default") && before.onEmpty() instanceof OnEmpty.Replace(String value)) {
      node.put("default", value);
    }
  }

  /** Where the values are still those that were collected, so are their rules and their role. */
  private static void rewriteColumn(
      ObjectNode node, PreparedTable table, ColumnPlan before, ColumnSchema after) {
    node.remove("anonymize");
    if (table.keepsValues(before.name())) {
      return;
    }
    node.remove(List.of("personalData", "null", "onEmpty", "default", "onOutOfRange"));
    if (node.path("role").asText().equals("identifying")) {
      node.remove("role");
    }
    node.put("name", after.name());
    // What a method makes of a value need not be of the length, form or size of the original.
    if (after.type() != before.type() || !before.facets().equals(Facets.NONE)) {
      node.put("datatype", AddedTables.term(after.type()));
    } else if (node.path("datatype").isObject()) {
      JsonNode base = node.path("datatype").path("base");
      node.put("datatype", base.isTextual() ? base.asText() : AddedTables.term(after.type()));
    }
  }

  private static void rewriteReference(
      ObjectNode node, Map<String, PreparedTable> all, TablePlan table, ColumnPlan column) {
    table.foreignKeys().stream()
        .filter(key -> key.column().equals(column.name()))
        .findFirst()
        .ifPresent(key -> {
          PreparedTable parent = Objects.requireNonNull(all.get(key.targetTable()));
          Optional<ColumnSchema> target = parent.published(key.targetColumn());
          if (target.isEmpty()) {
            node.remove(List.of("references", "onParentGone"));
          } else {
            node.put("references", parent.plan().name() + "/" + target.get().name());
          }
          if (key.onParentGone() == TablePlan.ChildPolicy.NULL) {
            node.remove(List.of("onEmpty", "default"));
          }
        });
  }

  private static ObjectNode published(Access.Connected source) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("source", PUBLISHED);
    node.put("connection", source.connection());
    new TreeMap<>(source.parameters().values())
        .forEach((name, value) -> node.set(name, MAPPER.valueToTree(value)));
    return node;
  }

  /** The module with its new number, its date, and a link to the version before. */
  private static ObjectNode versioned(ObjectNode module, Plan plan, Publication publication) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    module.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    members.remove("previousVersion");
    ObjectNode versioned = MAPPER.createObjectNode();
    members.forEach((name, value) -> {
      switch (name) {
        case "version" -> {
          versioned.put("version", publication.version().toString());
          versioned.put("previousVersion", previous(plan));
        }
        case "datePublished" -> versioned.put("datePublished", publication.date().toString());
        default -> versioned.set(name, value);
      }
    });
    return versioned;
  }

  /** The IRI of the version before: its number below the module's id. */
  private static String previous(Plan plan) {
    return plan.id() + (plan.id().endsWith("/") ? "" : "/") + plan.version();
  }

  private Plan plan(String document) {
    return switch (new DocumentReader(extensions).read(document)) {
      case DocumentResult.Resolved(Plan plan, _) -> plan;
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          throw new IllegalArgumentException("the document has problems: " + problems.getFirst());
    };
  }

  private static ObjectNode parse(String document) {
    try {
      return (ObjectNode) MAPPER.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
