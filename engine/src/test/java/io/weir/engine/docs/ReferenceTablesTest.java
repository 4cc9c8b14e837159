package io.weir.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Permission;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.Value;
import io.weir.engine.definition.Values;
import io.weir.engine.definition.Values.Reading;
import io.weir.engine.docs.Pages.Table;
import io.weir.engine.main.Installed;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Role;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the tables of the reference pages to what they tell of. */
class ReferenceTablesTest {
  private static final Path DOCUMENT = Pages.page("module-document.md");
  private static final Path API = Pages.page("api.md");
  private static final String UNKNOWN = "\"qqqqqqqqqqqq\": 1";

  @Test
  void every_error_code_is_listed() {
    assertEquals(
        Arrays.stream(ErrorCode.values())
            .map(code -> List.of(code.code(), code.name(), code.kind().name()))
            .toList(),
        only(API, "code").rows().stream()
            .map(row -> row.subList(0, 3).stream().map(ReferenceTablesTest::bare).toList())
            .toList());
  }

  @Test
  void every_call_is_listed_with_those_who_may() {
    assertEquals(
        Arrays.stream(Action.values()).collect(Collectors.toMap(Action::call, a -> who(a))),
        only(API, "call").rows().stream()
            .collect(Collectors.toMap(row -> bare(row.get(0)), row -> row.get(1))));
  }

  @Test
  void every_term_is_listed() {
    String column = "{\"name\": \"c\"";
    assertEquals(
        known("/qqqqqqqqqqqq", UNKNOWN + ",", "", "", "", ""), terms("The module", "term"));
    assertEquals(known("/tables/0/qq", "", UNKNOWN + ",", "", "", ""), terms("Tables", "term"));
    assertEquals(
        known("/tables/0/tableSchema/qq", "", "", UNKNOWN + ",", "", ""),
        terms("Tables", "term of `tableSchema`"));
    assertEquals(
        known("/tables/0/tableSchema/columns/0/qq", "", "", "", column + ", " + UNKNOWN + "}", ""),
        terms("Columns", "term"));
    assertEquals(
        known(
            "/tables/0/tableSchema/columns/0/datatype/qq",
            "",
            "",
            "",
            column + ", \"datatype\": {" + UNKNOWN + "}}",
            ""),
        terms("Types", "term of `datatype`"));
    assertEquals(
        known("/tables/0/collect/0/qq", "", "", "", "", ", " + UNKNOWN),
        terms("Collect", "term of a source"));
    assertEquals(knownAmongOthers(model(UNKNOWN)), terms("Privacy model", "term"));
    for (String part : List.of("diversity", "closeness", "population", "joined")) {
      String unknown = part.equals("population") ? "{" + UNKNOWN + "}" : "[{" + UNKNOWN + "}]";
      assertEquals(
          knownAmongOthers(model("\"" + part + "\": " + unknown)),
          terms("Privacy model", "term of `" + part + "`"));
    }
    assertEquals(
        known(
            "/upload/qq", "\"upload\": {\"connection\": \"x\", " + UNKNOWN + "},", "", "", "", ""),
        terms("Upload", "term"));
  }

  @Test
  void texts_are_read_as_shown() {
    Table table = only(DOCUMENT, "`datatype`", "text");
    assertTrue(table.rows().size() >= 10);
    for (List<String> row : table.rows()) {
      ColumnPlan column = column("\"" + bare(row.get(0)) + "\"");
      assertEquals(row.get(2), found(column, bare(row.get(1))), row::toString);
    }
  }

  @Test
  void texts_are_read_by_their_format_as_shown() {
    Table table = only(DOCUMENT, "type", "`format`", "text");
    assertTrue(table.rows().size() >= 20);
    for (List<String> row : table.rows()) {
      ColumnPlan column =
          column("{\"base\": \"" + bare(row.get(0)) + "\", \"format\": " + bare(row.get(1)) + "}");
      assertEquals(row.get(3), found(column, bare(row.get(2))), row::toString);
    }
  }

  @Test
  void every_name_of_a_type_that_is_listed_is_one() {
    Table table = only(DOCUMENT, "name", "means");
    for (List<String> row : table.rows()) {
      for (String name : Pages.code(row.getFirst())) {
        ValueType type = type(Pages.code(row.get(1)).getFirst());
        assertEquals(type, column("\"" + name + "\"").type(), name);
      }
    }
  }

  private static String found(ColumnPlan column, String text) {
    return switch (Values.read(column.type(), column.facets(), text)) {
      case Reading.Readable(Value value) ->
          "is read as `" + Values.write(column.type(), value) + "`";
      case Reading.Unreadable _ -> "is a violation";
    };
  }

  private static ColumnPlan column(String datatype) {
    String document = document("", "", "", "{\"name\": \"c\", \"datatype\": " + datatype + "}", "");
    return switch (DocumentReader.withoutExtensions().read(document)) {
      case DocumentResult.Resolved(Plan plan, _) -> plan.tables().getFirst().columns().getFirst();
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  @Test
  void methods_do_what_is_shown() throws Exception {
    List<Table> tables =
        Pages.all().stream()
            .filter(page -> page.equals(DOCUMENT) || page.getParent().equals(Pages.page("methods")))
            .flatMap(page -> Pages.tables(page, "type").stream())
            .filter(table ->
                table.head().size() == 4 && table.head().get(1).startsWith("parameters of"))
            .toList();
    assertTrue(tables.size() >= 5, () -> tables.size() + " tables");
    try (Installed installed = new Installed()) {
      for (Table table : tables) {
        String method = Pages.code(table.head().get(1)).getFirst();
        for (List<String> row : table.rows()) {
          ValueType type = type(row.get(0));
          ColumnAnonymizer prepared =
              (ColumnAnonymizer)
                  installed
                      .anonymizationMethod(method)
                      .prepare(
                          MethodRequest.of(
                              new ColumnSchema("value", type), parameters(row.get(1))));
          Column result = prepared.apply(column(type, bare(row.get(2))));
          assertEquals(
              row.get(3),
              result.isEmpty(0) ? "*empty*" : "`" + result.format(0) + "`",
              row::toString);
        }
      }
    }
  }

  private static Table only(Path page, String... head) {
    List<Table> found =
        Pages.tables(page).stream()
            .filter(table -> table.head().size() >= head.length)
            .filter(table -> table.head().subList(0, head.length).equals(List.of(head)))
            .toList();
    assertEquals(1, found.size(), () -> "tables headed " + List.of(head));
    return found.getFirst();
  }

  private static String bare(String cell) {
    return cell.replace("`", "");
  }

  private static ValueType type(String cell) {
    return ValueType.valueOf(bare(cell).toUpperCase(Locale.ROOT));
  }

  private static String who(Action action) {
    return switch (action.permission()) {
      case Permission.Everybody() -> "everybody";
      case Permission.Holders(Set<Role> roles) ->
          roles.stream().sorted().map(role -> "`" + role + "`").collect(Collectors.joining(", "));
      case Permission.Owners(Role role) -> "`" + role + "`, on a connection one owns";
      case Permission.Themselves(Role role) -> "everybody on themselves; `" + role + "`";
    };
  }

  /** The terms of the tables of a section. */
  private static Set<String> terms(String section, String head) {
    Set<String> terms = new TreeSet<>();
    for (Table table : Pages.tables(DOCUMENT, head)) {
      if (table.section().equals(section)) {
        table.rows().forEach(row -> terms.addAll(Pages.code(row.getFirst())));
      }
    }
    return terms;
  }

  /** The terms that the reader says it knows where it meets one that nobody could mean. */
  private static Set<String> known(
      String pointer, String module, String table, String schema, String column, String source) {
    String document = document(module, table, schema, column, source);
    try (Installed installed = new Installed()) {
      if (installed.documentReader().read(document)
          instanceof DocumentResult.Rejected(List<DocumentProblem> problems)) {
        assertEquals(1, problems.size(), problems::toString);
        DocumentProblem problem = problems.getFirst();
        assertTrue(problem.pointer().startsWith(pointer), problem::toString);
        return new TreeSet<>(List.of(problem.advice().replaceFirst("^known are ", "").split(", ")));
      }
      throw new AssertionError("was accepted: " + document);
    }
  }

  private static String model(String members) {
    return "\"privacyModel\": {" + members + "},";
  }

  /** The same where other things are wrong, too. */
  private static Set<String> knownAmongOthers(String table) {
    if (DocumentReader.withoutExtensions().read(document("", table, "", "", ""))
        instanceof DocumentResult.Rejected(List<DocumentProblem> problems)) {
      return problems.stream()
          .filter(problem -> problem.pointer().endsWith("/qqqqqqqqqqqq"))
          .map(problem -> problem.advice().replaceFirst("^known are ", "").split(", "))
          .map(terms -> new TreeSet<>(List.of(terms)))
          .findFirst()
          .orElseThrow();
    }
    throw new AssertionError("was accepted: " + table);
  }

  private static String document(
      String module, String table, String schema, String column, String source) {
    return """
    {"@context": "https://w3id.org/weir/v1", "id": "urn:example", "type": "DataModule",
     "name": "example", "version": "1.0.0", %s "tables": [{"url": "t", %s
      "collect": [{"source": "s", "file": "t.csv"%s}],
      "tableSchema": {%s "columns": [%s]}}]}
    """
        .formatted(module, table, source, schema, column.isEmpty() ? "{\"name\": \"c\"}" : column);
  }

  private static Parameters parameters(String cell) throws Exception {
    Map<?, ?> values =
        new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .readValue("{" + bare(cell) + "}", Map.class);
    return new Parameters(
        values.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> (String) entry.getKey(), entry -> plain(entry.getValue()))));
  }

  private static Object plain(Object value) {
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
    }
    return value instanceof Number number ? new BigDecimal(number.toString()) : value;
  }

  private static Column column(ValueType type, String text) {
    return switch (Values.require(type, text)) {
      case Value.Text(String value) -> BytesColumn.ofStrings(value);
      case Value.Whole(long value) -> new LongColumn(type, new long[] {value}, 1, Empties.none());
      case Value.Exact(BigDecimal value) -> DecimalColumn.of(value);
      case Value.Floating(double value) ->
          new DoubleColumn(new double[] {value}, 1, Empties.none());
      case Value.Flag _, Value.Bytes _ -> throw new AssertionError("no method is shown on " + type);
    };
  }
}
