package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RulesMergeTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> COLUMN_TERMS =
      List.of(
          "datatype",
          "null",
          "onEmpty",
          "default",
          "onTypeViolation",
          "onOutOfRange",
          "references",
          "onParentGone");

  private static final String PATIENTS =
      Documents.module(
          Documents.table(
              "patients",
              "{\"name\": \"id\", \"datatype\": \"integer\"}",
              "{\"name\": \"sex\", \"onEmpty\": \"pass\"}"));

  /**
   * Terms are moved from the document to one of two scripts, or stay, or stand in both: whatever is
   * said where, the plan is the same.
   */
  @Property(tries = 300)
  void rules_said_in_scripts_yield_the_same_plan_as_rules_said_in_the_document(@ForAll long seed)
      throws JsonProcessingException {
    String whole = Documents.clinic();
    Random random = new Random(seed);
    ObjectNode document = (ObjectNode) MAPPER.readTree(whole);
    List<ObjectNode> scripts = List.of(script(), script());
    document.path("tables").forEach(table -> move((ObjectNode) table, scripts, random));
    List<RulesScript> texts = new ArrayList<>();
    for (ObjectNode script : scripts) {
      texts.add(new RulesScript("rules-" + texts.size() + ".json", script.toString()));
    }
    Plan expected = Documents.resolved(whole).plan();
    assertEquals(expected, resolved(document.toString(), texts));
    String ruled = new DocumentRewriter(new SomeExtensions()).ruled(document.toString(), texts);
    assertEquals(expected, Documents.resolved(ruled).plan());
  }

  /** The same of what anonymizes: methods, promises and roles. */
  @Property(tries = 300)
  void anonymization_said_in_scripts_yields_the_same_plan_as_said_in_the_document(@ForAll long seed)
      throws JsonProcessingException {
    String whole = Documents.hospital();
    Random random = new Random(seed);
    ObjectNode document = (ObjectNode) MAPPER.readTree(whole);
    List<ObjectNode> scripts = List.of(script(), script());
    document
        .path("tables")
        .forEach(table -> moveAnonymization((ObjectNode) table, scripts, random));
    List<RulesScript> texts = new ArrayList<>();
    for (ObjectNode script : scripts) {
      texts.add(RulesScript.anonymization("methods-" + texts.size() + ".json", script.toString()));
    }
    Plan expected = Documents.resolved(whole).plan();
    assertEquals(expected, resolved(document.toString(), texts));
    String ruled = new DocumentRewriter(new SomeExtensions()).ruled(document.toString(), texts);
    assertEquals(expected, Documents.resolved(ruled).plan());
  }

  private static void moveAnonymization(ObjectNode table, List<ObjectNode> scripts, Random random) {
    String name = table.path("url").asText();
    for (String term : List.of("anonymization", "onPersonalData")) {
      move(table, term, table(scripts, random, name), random);
    }
    if (table.path("privacyModel") instanceof ObjectNode model && random.nextBoolean()) {
      ObjectNode target = table(scripts, random, name).withObject("/privacyModel");
      List<String> terms = new ArrayList<>();
      model.fieldNames().forEachRemaining(terms::add);
      terms.forEach(term -> move(model, term, target, random));
    } else {
      move(table, "privacyModel", table(scripts, random, name), random);
    }
    table
        .at("/tableSchema/columns")
        .forEach(column -> {
          for (String term : List.of("anonymize", "role", "personalData")) {
            ObjectNode target = columns(table(scripts, random, name), column.path("name").asText());
            move((ObjectNode) column, term, target, random);
          }
        });
  }

  private static ObjectNode script() {
    ObjectNode script = MAPPER.createObjectNode();
    script.putObject("tables");
    return script;
  }

  private static void move(ObjectNode table, List<ObjectNode> scripts, Random random) {
    ObjectNode schema = (ObjectNode) table.path("tableSchema");
    String name = table.path("url").asText();
    for (String term : List.of("primaryKey", "onKeyConflict")) {
      move(schema, term, table(scripts, random, name), random);
    }
    schema
        .path("columns")
        .forEach(column -> {
          for (String term : COLUMN_TERMS) {
            ObjectNode target = columns(table(scripts, random, name), column.path("name").asText());
            if (term.equals("datatype") && column.path(term).isObject() && random.nextBoolean()) {
              ObjectNode split = target.putObject(term);
              for (String member : List.of("base", "minimum", "maximum")) {
                move((ObjectNode) column.path(term), member, split, random);
              }
            } else {
              move((ObjectNode) column, term, target, random);
            }
          }
        });
  }

  private static ObjectNode table(List<ObjectNode> scripts, Random random, String name) {
    return ((ObjectNode) scripts.get(random.nextInt(scripts.size())).path("tables"))
        .withObject("/" + name);
  }

  private static ObjectNode columns(ObjectNode table, String column) {
    ObjectNode columns = table.withObject("/columns");
    return columns.get(column) instanceof ObjectNode there ? there : columns.putObject(column);
  }

  private static void move(ObjectNode from, String term, ObjectNode to, Random random) {
    if (!from.has(term)) {
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> to.set(term, from.remove(term));
      case 1 -> to.set(term, from.get(term));
      default -> {}
    }
  }

  @Test
  void what_a_script_says_otherwise_is_told_with_both_places() {
    assertEquals(
        List.of(
            "sex.json:1:46 /tables/patients/columns/sex/onEmpty: \"onEmpty\" of column \"sex\" of"
                + " table \"patients\" says something else than the module document in line 6; say"
                + " it in one of the two only"),
        problems(
            "{\"tables\": {\"patients\": {\"columns\": {\"sex\": {\"onEmpty\": \"drop\"}}}}}"));
  }

  @Test
  void a_script_that_names_what_is_not_there_is_told_the_nearest_name() {
    assertEquals(
        List.of(
            "sex.json:1:13 /tables/patient: the module document has no table \"patient\"; did you"
                + " mean \"patients\"?"),
        problems("{\"tables\": {\"patient\": {}}}"));
    assertEquals(
        List.of(
            "sex.json:1:38 /tables/patients/columns/sax: the module document has no column \"sax\""
                + " of table \"patients\"; did you mean \"sex\"?"),
        problems("{\"tables\": {\"patients\": {\"columns\": {\"sax\": {}}}}}"));
  }

  @Test
  void a_script_says_rules_and_nothing_else() {
    assertEquals(
        List.of(
            "sex.json:1:46 /tables/patients/columns/sex/anonymize: \"anonymize\" of column \"sex\""
                + " of table \"patients\" is not supported by this version; write it in a script of"
                + " anonymization, or in the module document"),
        problems("{\"tables\": {\"patients\": {\"columns\": {\"sex\": {\"anonymize\": {}}}}}}"));
    assertEquals(
        List.of(
            "sex.json:1:2 /table: \"table\" is not a term of the script; did you mean \"tables\"?",
            "sex.json:1:1 (document): the script has no \"tables\"; say there by a table's name"
                + " what its rules are"),
        problems("{\"table\": {}}").reversed());
  }

  @Test
  void a_script_of_anonymization_says_how_and_nothing_else() {
    assertEquals(
        List.of(
            "methods.json:1:26 /tables/patients/primaryKey: \"primaryKey\" of table \"patients\" is"
                + " not supported by this version; write it in a script of field rules, or in the"
                + " module document"),
        problems(
            RulesScript.anonymization(
                "methods.json", "{\"tables\": {\"patients\": {\"primaryKey\": \"id\"}}}")));
    assertEquals(
        List.of(
            "methods.json:1:70 /tables/patients/columns/sex/anonymize/method: \"masc\" is not an"
                + " installed anonymization method; did you mean \"mask\"? known are "
                + String.join(", ", new TreeSet<>(new SomeExtensions().anonymizationMethods()))),
        problems(
            RulesScript.anonymization(
                "methods.json",
                "{\"tables\": {\"patients\": {\"columns\": {\"sex\": {\"anonymize\":"
                    + " {\"method\": \"masc\"}}}}}}")));
  }

  @Test
  void a_script_that_is_no_json_is_told_by_its_name_and_place() {
    List<String> problems = problems("{\"tables\": ");
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().startsWith("sex.json:1:"), problems.toString());
  }

  @Test
  void a_wrong_value_in_a_script_is_told_where_it_stands() {
    List<String> problems =
        problems(
            """
            {"tables": {"patients": {"columns": {
              "id": {"onTypeViolation": "dorp"}}}}}\
            """);
    assertEquals(1, problems.size());
    assertTrue(
        problems.getFirst().startsWith("sex.json:2:29 /tables/patients/columns/id/onTypeViolation"),
        problems.toString());
  }

  private static Plan resolved(String document, List<RulesScript> rules) {
    return switch (new DocumentReader(new SomeExtensions()).read(document, rules)) {
      case DocumentResult.Resolved resolved -> resolved.plan();
      case DocumentResult.Rejected rejected -> throw new AssertionError(rejected.toString());
    };
  }

  private static List<String> problems(String script) {
    return problems(new RulesScript("sex.json", script));
  }

  private static List<String> problems(RulesScript script) {
    return switch (new DocumentReader(new SomeExtensions()).read(PATIENTS, List.of(script))) {
      case DocumentResult.Resolved resolved -> throw new AssertionError("was accepted");
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          problems.stream().map(DocumentProblem::toString).toList();
    };
  }
}
