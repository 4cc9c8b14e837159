package io.weir.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.RulesScript;
import io.weir.engine.definition.ScriptText;
import io.weir.engine.definition.ScriptText.ScriptResult;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.docs.Pages.Block;
import io.weir.engine.main.CommandLines;
import io.weir.engine.main.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the pages to the code. What a fenced block of JSON is, stands behind its fence: {@code
 * module}, or a piece of one ({@code table}, {@code column}, {@code source}, {@code upload}),
 * {@code script} and {@code uploading} for declarative scripts, {@code field-rules} for rules that
 * are put into the module of the reference, {@code anonymized} for a module whose methods are not
 * looked at, {@code anonymization-rules} for what is put into that one, {@code refused} before it
 * for what must not be accepted.
 */
class DocumentationTest {
  private static final Installed INSTALLED = new Installed();
  private static final DocumentReader READER = INSTALLED.documentReader();
  private static final Pattern SETTING = Pattern.compile("[A-Z_]+=.*");
  private static final String COMMAND = "./weir";

  @AfterAll
  static void close() {
    INSTALLED.close();
  }

  @Test
  void every_document_in_a_page_is_accepted() {
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    for (Block block : blocks()) {
      Optional<List<DocumentProblem>> problems = problems(block);
      if (problems.isPresent()) {
        judged++;
        boolean refused = block.info().startsWith("json refused");
        if (refused == problems.get().isEmpty()) {
          wrong.add(block + " " + block.info() + ": " + problems.get());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(judged >= 15, "only " + judged + " blocks were judged");
  }

  @Test
  void every_example_is_accepted() throws IOException {
    List<Path> examples;
    try (Stream<Path> files = Files.walk(Pages.page("examples"))) {
      examples = files.filter(file -> file.toString().endsWith(".jsonld")).toList();
    }
    assertTrue(!examples.isEmpty());
    for (Path example : examples) {
      DocumentResult result = READER.read(Files.readAllBytes(example));
      assertTrue(result instanceof DocumentResult.Resolved, () -> example + ": " + result);
    }
  }

  @Test
  void files_shown_in_a_page_are_those_of_the_examples() throws IOException {
    List<String> texts = blocks().stream().map(Block::text).toList();
    List<Path> shown = new ArrayList<>();
    for (String example : List.of("clinic", "first-letter")) {
      try (Stream<Path> files = Files.walk(Pages.page("examples").resolve(example))) {
        files
            .filter(Files::isRegularFile)
            .filter(file -> !file.toString().matches(".*/(target/|\\.[a-z]).*"))
            .forEach(shown::add);
      }
    }
    assertTrue(shown.size() >= 9);
    for (Path file : shown) {
      assertTrue(texts.contains(Files.readString(file)), file + " is shown otherwise, or not");
    }
  }

  @Test
  void every_relative_link_leads_somewhere() {
    List<String> broken = new ArrayList<>();
    for (Path page : Pages.all()) {
      for (String link : Pages.links(page)) {
        if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
          broken.add(Pages.ROOT.relativize(page) + " -> " + link);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void every_command_in_a_page_is_understood() {
    List<String> wrong = new ArrayList<>();
    int commands = 0;
    for (Path page : Pages.all()) {
      for (Block block : Pages.blocks(page)) {
        if (block.info().equals("sh")) {
          for (List<String> command : commands(block.text())) {
            commands++;
            String misunderstanding = CommandLines.misunderstanding(command);
            if (!misunderstanding.isEmpty()) {
              wrong.add(block + " " + command + ": " + misunderstanding);
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(commands >= 10, "only " + commands + " commands were found");
  }

  /** The quick start shows what its run says, but for names and times. */
  @Test
  void the_quick_start_shows_what_happens(@TempDir Path folder) throws IOException {
    Path clinic = Pages.page("examples").resolve("clinic");
    for (String file :
        List.of("clinic.module.jsonld", "patients.csv", "registry.csv", "visits.ndjson")) {
      Files.copy(clinic.resolve(file), folder.resolve(file));
    }
    String module = folder.resolve("clinic.module.jsonld").toString();
    String shown =
        Pages.blocks(Pages.page("quick-start.md")).stream()
            .filter(block -> block.info().equals("text run"))
            .map(Block::text)
            .findFirst()
            .orElseThrow();
    assertTrue(CommandLines.said("check", module).contains("ok  clinic 1.0.0: 2 tables"));
    String said = CommandLines.said("run", module);
    assertTrue(said.contains(shown), said);
    assertTrue(said.contains(" with 10 records in 2 tables, kept in "), said);
    theQualityReportShowsTheSame(folder.resolve(".weir").toString());
  }

  /** The page of the report shows the run of the quick start, for people and for programs. */
  private static void theQualityReportShowsTheSame(String data) throws IOException {
    List<Block> blocks = Pages.blocks(Pages.page("quality-report.md"));
    String run = firstRun(data);
    String report = CommandLines.said("runs", "report", run, "--data", data);
    JsonNode json =
        new ObjectMapper()
            .readTree(CommandLines.said("runs", "report", run, "--json", "--data", data));
    assertTrue(report.contains(text(blocks, "text report")), report);
    JsonNode shown = new ObjectMapper().readTree(text(blocks, "json report"));
    ((ObjectNode) json).put("run", shown.get("run").asText());
    // The page shows the first table's first columns and leaves out the rest.
    for (String list :
        List.of(
            "/tables",
            "/tables/0/columns",
            "/tables/0/sources",
            "/tables/0/sources/0/rules",
            "/tables/0/sources/0/columns")) {
      assertTrue(json.at(list).size() > shown.at(list).size(), list);
      cut((ArrayNode) json.at(list), shown.at(list).size());
    }
    assertEquals(shown, json);
  }

  private static String firstRun(String data) {
    try {
      return new ObjectMapper()
          .readTree(CommandLines.said("runs", "list", "--json", "--data", data))
          .at("/runs/0/run")
          .asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void cut(ArrayNode list, int size) {
    while (list.size() > size) {
      list.remove(size);
    }
  }

  private static String text(List<Block> blocks, String info) {
    return blocks.stream()
        .filter(block -> block.info().equals(info))
        .map(Block::text)
        .findFirst()
        .orElseThrow();
  }

  private static List<Block> blocks() {
    return Pages.all().stream().flatMap(page -> Pages.blocks(page).stream()).toList();
  }

  /** What is wrong with a block, or nothing at all if it is none to be judged. */
  private static Optional<List<DocumentProblem>> problems(Block block) {
    String text = block.text();
    return switch (block.info().replaceFirst("^json (refused )?", "")) {
      case "module" -> Optional.of(document(text));
      case "table" -> Optional.of(document(module(text)));
      case "column" -> Optional.of(document(module(table(source(), text + "," + column()))));
      case "source" -> Optional.of(document(module(table(text, column()))));
      case "upload" ->
          Optional.of(document(module(table(source(), column()) + "], \"upload\": " + text, "")));
      case "script" ->
          Optional.of(
              problems(
                  ScriptText.extraction(
                      "example",
                      new Access.Script("example.json", Optional.empty()),
                      text,
                      Set.of())));
      case "field-rules" ->
          Optional.of(ruled(READER, "json module", new RulesScript("rules.json", text)));
      case "anonymized" -> Optional.of(problems(DocumentReader.withoutExtensions().read(text)));
      case "anonymization-rules" ->
          Optional.of(
              ruled(
                  DocumentReader.withoutExtensions(),
                  "json anonymized",
                  RulesScript.anonymization("rules.json", text)));
      case "uploading" -> Optional.of(problems(ScriptText.upload("example.json", text)));
      default -> Optional.empty();
    };
  }

  private static List<DocumentProblem> ruled(
      DocumentReader reader, String into, RulesScript rules) {
    String module =
        Pages.blocks(Pages.page("module-document.md")).stream()
            .filter(block -> block.info().equals(into))
            .map(Block::text)
            .findFirst()
            .orElseThrow();
    return problems(reader.read(module, List.of(rules)));
  }

  private static List<DocumentProblem> document(String text) {
    return problems(READER.read(text));
  }

  private static List<DocumentProblem> problems(DocumentResult result) {
    return switch (result) {
      case DocumentResult.Resolved _ -> List.of();
      case DocumentResult.Rejected(List<DocumentProblem> problems) -> problems;
    };
  }

  private static List<DocumentProblem> problems(ScriptResult<?> result) {
    return switch (result) {
      case ScriptResult.Accepted<?> _ -> List.of();
      case ScriptResult.Rejected<?>(List<DocumentProblem> problems) -> problems;
    };
  }

  private static String module(String tables) {
    return module(tables, "]");
  }

  private static String module(String tables, String end) {
    return """
    {"@context": "https://w3id.org/weir/v1", "id": "urn:example", "type": "DataModule",
     "name": "example", "version": "1.0.0", "tables": [\
    """
        + tables
        + end
        + "}";
  }

  private static String table(String source, String column) {
    return "{\"url\": \"t\", \"collect\": ["
        + source
        + "], \"tableSchema\": {\"columns\": ["
        + column
        + "]}}";
  }

  private static String source() {
    return "{\"source\": \"s\", \"file\": \"t.csv\"}";
  }

  private static String column() {
    return "{\"name\": \"c\"}";
  }

  private static boolean leadsSomewhere(Path page, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? page : page.getParent().resolve(path).normalize();
    return Files.exists(target)
        && (hash < 0 || Pages.anchors(target).contains(link.substring(hash + 1)));
  }

  /** The arguments of each call of the launcher in a script. */
  private static List<List<String>> commands(String script) {
    List<List<String>> commands = new ArrayList<>();
    for (String line : script.replace("\\\n", " ").split("\n")) {
      List<String> words =
          Pages.words(line.replaceFirst("\\s#.*", "")).stream()
              .dropWhile(word -> SETTING.matcher(word).matches())
              .toList();
      if (!words.isEmpty() && words.getFirst().equals(COMMAND)) {
        commands.add(words.subList(1, words.size()));
      }
    }
    return commands;
  }
}
