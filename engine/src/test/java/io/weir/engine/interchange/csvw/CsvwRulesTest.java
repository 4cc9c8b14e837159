package io.weir.engine.interchange.csvw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.csvw.CsvwImport.Naming;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CSVW calls an error, and what a warning. */
class CsvwRulesTest {

  private static Imported read(String metadata) {
    return CsvwImport.read(metadata, Naming.ofMetadata());
  }

  private static void assertOnly(List<DocumentProblem> problems, String part) {
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(
        problems.getFirst().message().contains(part),
        () -> part + " is not in " + problems.getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                         | neither a table nor a group
          {"tables": []}                                             | has no tables
          {"url": "../a.csv"}                                        | outside of the folder
          {"url": "a.csv", "@id": "_:a"}                             | is a blank node
          {"url": "a.csv", "@type": "TableGroup"}                    | is not "Table"
          {"url": "a.csv", "notes": [{"@value": 1, "more": 2}]}      | nothing else beside @value
          {"url": "a.csv", "dc:title": {"@value": "a", "@language": "1"}} | no language tag
          {"url": "a.csv", "dc:title": {"@language": "en"}}          | no place here
          {"url": "a.csv", "dc:title": {"@value": "a", "@language": "en", "@type": "xsd:string"}} | cannot have @language too
          {"url": "a.csv", "dc:creator": {"@id": "_:b"}}             | no blank node
          {"url": "a.csv", "dc:creator": {"@type": "_:b"}}           | no blank node
          {"url": "a.csv", "dc:creator": {"@set": []}}               | no place here
          {"url": "a.csv", "transformations": [{"url": "t"}]}        | has no "scriptFormat"
          {"url": "a.csv", "dialect": {"encoding": "latin1"}}        | the file is not UTF-8
          {"url": "a.csv", "dialect": {"skipRows": 2}}               | before the records
          {"url": "a.csv", "dialect": {"headerRowCount": 2}}         | several records name
          {"url": "a.csv", "dialect": {"doubleQuote": false}}        | escaped by a backslash
          {"url": "a.csv", "dialect": {"quoteChar": null}}           | not one ASCII character
          {"url": "a.csv", "dialect": {"delimiter": "::"}}           | not one ASCII character
          """)
  void errors_of_tables_refuse_the_whole(String members, String message) {
    assertFirst(withContext(withColumns(members)), message);
  }

  /** The first of several: a rule may be broken twice over. */
  private static void assertFirst(String metadata, String message) {
    List<DocumentProblem> problems =
        assertInstanceOf(Imported.Refused.class, read(metadata)).problems();
    assertTrue(
        problems.stream().anyMatch(problem -> problem.message().contains(message)),
        () -> message + " is not in " + problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"columns": [{"name": "a"}, {"name": "a"}]}                | two columns
          {"columns": [{"name": "a"}, {"titles": "a"}]}              | two columns
          {"columns": [{"name": "a", "virtual": true}, {"name": "b"}]} | behind a virtual one
          {"columns": [{"name": "a", "datatype": "text"}]}           | is no datatype of CSVW
          {"columns": [{"name": "a", "datatype": {"base": "date", "length": 5}}]} | only for texts
          {"columns": [{"name": "a", "datatype": {"base": "string", "minimum": 5}}]} | only for numbers
          {"columns": [{"name": "a", "datatype": {"base": "anyURI", "maxLength": 5}}]} | only for texts
          {"columns": [{"name": "a", "datatype": {"base": "integer", "minimum": 5, "maximum": 4}}]} | contradicts itself
          {"columns": [{"name": "a", "datatype": {"base": "date", "minInclusive": "2020-01-01", "minExclusive": "2020-01-01"}}]} | contradicts itself
          {"columns": [{"name": "a", "datatype": {"base": "string", "length": 5, "minLength": 6}}]} | contradicts itself
          {"columns": [{"name": "a", "datatype": {"base": "string", "maxLength": 5, "minLength": 6}}]} | contradicts itself
          {"columns": [{"name": "a", "datatype": {"base": "string", "@id": "http://www.w3.org/ns/csvw#x"}}]} | of a built-in type
          {"columns": [{"name": "a"}], "primaryKey": "b"}            | which is not there
          {"columns": [{"name": "a"}], "rowTitles": ["b"]}           | which is not there
          {"columns": [{"name": "a"}], "foreignKeys": [{"reference": {"resource": "a.csv", "columnReference": "a"}}]} | names no column
          {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a"}]} | refers to nothing
          {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "b", "reference": {"resource": "a.csv", "columnReference": "a"}}]} | which is not there
          {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "reference": {"resource": "b.csv", "columnReference": "a"}}]} | refers to a table
          {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "reference": {"resource": "a.csv", "columnReference": "b"}}]} | does not have
          {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "reference": {"columnReference": "a"}}]} | either a table or a schema
          {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "reference": {"resource": "a.csv", "columnReference": ["a", "b"]}}]} | as many columns
          {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "dc:title": "x", "reference": {"resource": "a.csv", "columnReference": "a"}}]} | is not allowed in
          {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "reference": {"resource": "a.csv", "columnReference": "a", "dc:title": "x"}}]} | is not allowed in
          """)
  void errors_of_schemas_refuse_the_whole(String schema, String message) {
    assertFirst(withContext("{\"url\": \"a.csv\", \"tableSchema\": " + schema + "}"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "http://example.org/csvw"
          ["http://www.w3.org/ns/csvw", {"dc": "http://example.org/"}]
          ["http://www.w3.org/ns/csvw", {}]
          ["http://www.w3.org/ns/csvw", {"@base": "."}, {"@language": "en"}]
          [{"@language": "en"}, "http://www.w3.org/ns/csvw"]
          {"@language": "en"}
          null
          """)
  void any_context_but_that_of_csvw_is_an_error(String context) {
    assertFirst(
        "{\"@context\": "
            + context
            + ", \"url\": \"a.csv\", \"tableSchema\": {\"columns\":"
            + " [{\"name\": \"a\"}]}}",
        "\"@context\" must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"url": "a.csv", "colour": "red"}                          | is no property of
          {"url": "a.csv", "null": 5}                                | "null" of
          {"url": "a.csv", "lang": "no language"}                    | is not a language tag
          {"url": "a.csv", "required": "yes"}                        | is not true or false
          {"url": "a.csv", "aboutUrl": "{"}                          | is not a URI template
          {"url": "a.csv", "textDirection": "up"}                    | is not a direction
          {"url": "a.csv", "tableDirection": "up"}                   | is not a direction
          {"url": "a.csv", "notes": "a note"}                        | is not a list
          {"url": "a.csv", "datatype": 5}                            | is not a datatype
          {"url": "a.csv", "datatype": {"base": "text"}}             | is not a datatype of CSVW
          {"url": "a.csv", "datatype": {"base": "gYear", "minimum": "2000"}} | is left out
          {"url": "a.csv", "datatype": {"base": "string", "format": "+"}} | is left out
          {"url": "a.csv", "datatype": {"base": "integer", "format": "["}} | is left out
          {"url": "a.csv", "datatype": {"base": "integer", "format": {"pattern": "["}}} | is left out
          {"url": "a.csv", "datatype": {"base": "boolean", "format": "YN"}} | is left out
          {"url": "a.csv", "datatype": {"base": "boolean", "format": {"pattern": "Y"}}} | is not a format
          {"url": "a.csv", "datatype": {"base": "date", "format": "y"}} | is left out
          {"url": "a.csv", "datatype": {"base": "string", "length": -1}} | is not a whole number
          {"url": "a.csv", "dialect": {"trim": true}}                | spaces around values stay
          {"url": "a.csv", "dialect": {"commentPrefix": "#"}}        | comments are read
          {"url": "a.csv", "dialect": {"header": "yes"}}             | is not true or false
          {"url": "a.csv", "dialect": 5}                             | is not an object
          {"url": "a.csv", "transformations": 5}                     | is not a list of objects
          """)
  void what_does_not_fit_is_a_warning_and_left_out(String members, String message) {
    Imported imported = read(withContext(withColumns(members)));
    assertOnly(
        assertInstanceOf(Imported.Document.class, imported, imported::toString).warnings(),
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"columns": [{"name": "a", "dc:title": [{"@value": "A", "@language": "en"}, {"@id": "http://example.org/"}]}]}
          {"columns": [{"name": "a", "titles": {"en": ["A"], "de-AT": "Ä"}, "propertyUrl": "http://example.org/{#_name}"}]}
          {"columns": [{"name": "a", "aboutUrl": "{+a}-{b:3}{?c*,d}", "valueUrl": "{a}", "ordered": true, "separator": null}]}
          {"columns": [{"name": "a", "@id": "#a", "@type": "Column", "lang": "en", "textDirection": "rtl"}], "rowTitles": "a"}
          {"columns": [{"name": "a", "datatype": {"base": "string", "name": "A", "@id": "http://example.org/a", "format": "[a-z]+", "minLength": 2}}]}
          """)
  void what_does_not_matter_to_a_module_is_taken_silently(String schema) {
    Imported imported =
        read(
            withContext(
                "{\"url\": \"a.csv\", \"tableDirection\": \"ltr\", \"suppressOutput\": true,"
                    + " \"notes\": [{\"a\": 1}], \"tableSchema\": "
                    + schema
                    + "}"));
    assertEquals(
        List.of(),
        assertInstanceOf(Imported.Document.class, imported, imported::toString).warnings());
  }

  private static String withContext(String object) {
    return "{\"@context\": \"http://www.w3.org/ns/csvw\""
        + (object.equals("{}") ? "}" : ", " + object.substring(1));
  }

  private static String withColumns(String object) {
    return object.contains("\"url\"")
        ? object.substring(0, object.length() - 1)
            + ", \"tableSchema\": {\"columns\": [{\"name\": \"a\"}]}}"
        : object;
  }
}
