package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.weir.engine.definition.DocumentResult.Resolved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** The schema that editors use says of a document's shape what the reader says. */
class ModuleSchemaTest {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(ModuleSchema.text());

  /**
   * Documents whose shape is right and that are wrong all the same: names that refer to nothing or
   * stand twice, values not of their type, texts of more bytes than a character count tells, what
   * plugins judge.
   */
  private static final Set<String> BEYOND_A_SCHEMA =
      Set.of(
          "anonymize-bad-parameter",
          "anonymize-foreign-key-alone",
          "anonymize-key-torn-apart",
          "anonymize-nothing-left",
          "anonymize-number-bomb",
          "anonymize-unknown-method",
          "anonymize-unknown-parameter",
          "anonymize-wrong-type",
          "empty-default-is-a-token",
          "empty-default-of-other-form",
          "empty-default-of-wrong-type",
          "empty-default-out-of-range",
          "format-of-booleans",
          "format-of-others",
          "format-of-times",
          "key-fresh-followed",
          "key-fresh-in-a-circle",
          "key-fresh-of-a-length",
          "key-passes-empty",
          "key-unknown-column",
          "key-unknown-strategy",
          "methods-add-what-is-not-collected",
          "methods-column-removed-before",
          "methods-in-a-wrong-place",
          "methods-names-taken",
          "methods-nothing-left",
          "methods-suppress-their-own-parents",
          "methods-tear-keys-apart",
          "methods-unsuitable-parameter",
          "privacy-joined-search",
          "privacy-key-as-quasi-identifier",
          "privacy-levels",
          "privacy-levels-nobody-searches",
          "privacy-nothing-to-promise-of",
          "privacy-population-decides-itself",
          "privacy-population-of-nobody",
          "privacy-population-published-otherwise",
          "privacy-sensitive-columns",
          "privacy-suppresses-its-own-parents",
          "privacy-values-of-numbers",
          "privacy-without-quasi-identifiers",
          "range-bad-dates",
          "range-bounds-twice",
          "range-cannot-clamp",
          "range-decimal-bomb",
          "range-excludes-all",
          "range-integer-limits",
          "range-not-a-number",
          "range-upside-down",
          "reference-nulls-the-key",
          "reference-of-other-type",
          "reference-to-itself",
          "reference-to-unknown-column",
          "reference-to-unknown-table",
          "table-twice");

  @Test
  void the_schema_has_the_terms_of_the_reader() {
    assertEquals(Terms.MODULE, terms(""));
    assertEquals(Terms.TABLE, terms("/definitions/table"));
    assertEquals(Terms.SCHEMA, terms("/definitions/tableSchema"));
    assertEquals(Terms.COLUMN, terms("/definitions/column"));
    assertEquals(Terms.DATATYPE, terms("/definitions/datatype"));
    assertEquals(
        Terms.union(Terms.SOURCE, Terms.CONNECTOR_PARAMETERS), terms("/definitions/source"));
    assertEquals(Terms.PRIVACY_BUDGET, terms("/definitions/privacyBudget"));
    assertEquals(Terms.PRIVACY_MODEL, terms("/definitions/privacyModel"));
    assertEquals(Terms.DIVERSITY, terms("/definitions/diversity"));
    assertEquals(Terms.CLOSENESS, terms("/definitions/closeness"));
    assertEquals(Terms.POPULATION, terms("/definitions/population"));
    assertEquals(Terms.JOINED, terms("/definitions/joined"));
    assertEquals(Terms.UPLOAD, terms("/definitions/upload"));
    assertEquals(Terms.CREATOR, terms("/definitions/agent"));
    assertEquals(Datatypes.NAMES.keySet(), words("/definitions/type/enum"));
  }

  @Test
  void the_schema_is_called_as_documents_call_it() {
    assertEquals(ModuleSchema.ID, schema().get("$id").asText());
    assertEquals(Terms.CONTEXT, schema().at("/properties/@context/const").asText());
  }

  @Test
  void every_term_is_explained_and_shown() {
    List<String> bare = new ArrayList<>();
    List<JsonNode> described = new ArrayList<>(List.of(schema()));
    schema().get("definitions").forEach(described::add);
    for (JsonNode object : described) {
      object
          .path("properties")
          .properties()
          .forEach(term -> {
            String text = term.getValue().path("description").asText();
            boolean shown =
                term.getValue().has("examples")
                    || term.getValue().has("enum")
                    || term.getValue().has("const")
                    || term.getValue().toString().contains("#/definitions/t")
                    || term.getValue().toString().contains("#/definitions/c")
                    || term.getValue().toString().contains("#/definitions/s");
            if (!text.endsWith(".") || !shown) {
              bare.add(object.path("title").asText() + ": " + term.getKey());
            }
          });
    }
    assertEquals(List.of(), bare);
  }

  @Test
  void valid_documents_are_valid() throws IOException {
    List<Path> documents = new ArrayList<>(files("valid"));
    documents.add(Path.of("../docs/examples/clinic/clinic.module.jsonld"));
    documents.add(Path.of("src/main/resources/io/weir/engine/main/demo/foodmart.module.jsonld"));
    assertTrue(documents.size() >= 3);
    for (Path document : documents) {
      assertEquals(Set.of(), refusals(JSON.readTree(document.toFile())), document::toString);
    }
  }

  @Test
  void documents_of_a_wrong_shape_are_refused() throws IOException {
    Set<String> accepted = new TreeSet<>();
    int judged = 0;
    for (Path document : files("invalid")) {
      String name = document.getFileName().toString().replace(".jsonld", "");
      if (!name.startsWith("text-")) { // what is no JSON no schema ever sees
        judged++;
        if (refusals(JSON.readTree(document.toFile())).isEmpty()) {
          accepted.add(name);
        }
      }
    }
    assertEquals(new TreeSet<>(BEYOND_A_SCHEMA), accepted);
    assertTrue(judged >= 60, "only " + judged);
  }

  @Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
  void what_the_reader_accepts_the_schema_accepts(@ForAll("documents") String document)
      throws IOException {
    boolean accepted = new DocumentReader(new SomeExtensions()).read(document) instanceof Resolved;
    Statistics.label("accepted by the reader")
        .collect(accepted)
        .coverage(coverage -> {
          coverage.check(true).percentage(share -> share > 10);
          coverage.check(false).percentage(share -> share > 10);
        });
    if (accepted) {
      assertEquals(Set.of(), refusals(JSON.readTree(document)), document);
    }
  }

  @Provide
  Arbitrary<String> documents() {
    return RandomDocuments.documents();
  }

  @Test
  void a_misspelled_term_is_refused_where_it_stands() throws IOException {
    String document = Documents.clinic().replace("\"onOutOfRange\"", "\"onOutofRange\"");
    Set<String> refusals = refusals(JSON.readTree(document));
    assertFalse(refusals.isEmpty());
    assertTrue(refusals.toString().contains("onOutofRange"), refusals::toString);
  }

  private static Set<String> refusals(JsonNode document) {
    return SCHEMA.validate(document).stream()
        .map(ValidationMessage::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> terms(String pointer) {
    Set<String> terms = new TreeSet<>();
    schema().at(pointer + "/properties").fieldNames().forEachRemaining(terms::add);
    return terms;
  }

  private static Set<String> words(String pointer) {
    Set<String> words = new TreeSet<>();
    schema().at(pointer).forEach(word -> words.add(word.asText()));
    return words;
  }

  private static JsonNode schema() {
    try {
      return JSON.readTree(ModuleSchema.text());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> files(String folder) throws IOException {
    Path path =
        Path.of(Objects.requireNonNull(ModuleSchemaTest.class.getResource(folder)).getPath());
    try (var files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".jsonld")).sorted().toList();
    }
  }
}
