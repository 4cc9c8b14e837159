package io.weir.engine.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Documents for tests. */
final class Documents {
  private Documents() {}

  /** The clinic of the examples, with everything this version supports. */
  static String clinic() {
    return resource("valid/clinic.jsonld");
  }

  /** A hospital whose tables are anonymized in every way. */
  static String hospital() {
    return resource("valid/hospital.jsonld");
  }

  /** The example that later versions will support in full. */
  static String clinicToCome() {
    return resource("invalid/clinic-as-it-will-be.jsonld");
  }

  /** A module of some tables, written as JSON objects. */
  static String module(String... tables) {
    return """
    {"@context": "https://w3id.org/weir/v1", "id": "urn:example:shop", "type": "DataModule",
     "name": "shop", "version": "1.0.0", "tables": [
    """
        + String.join(",\n", tables)
        + "]}";
  }

  /** A table without a key whose columns are written as JSON objects. */
  static String table(String name, String... columns) {
    return "{\"url\": \"%s\", \"collect\": [{\"source\": \"s\", \"file\": \"%s.csv\"}],\n"
            .formatted(name, name)
        + " \"tableSchema\": {\"columns\": [\n"
        + String.join(",\n", columns)
        + "]}}";
  }

  static DocumentResult.Resolved resolved(String document) {
    return switch (new DocumentReader(new SomeExtensions()).read(document)) {
      case DocumentResult.Resolved resolved -> resolved;
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  static List<String> problems(String document) {
    return switch (new DocumentReader(new SomeExtensions()).read(document)) {
      case DocumentResult.Resolved(Plan plan, _) ->
          throw new AssertionError("was accepted as " + plan);
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          problems.stream().map(DocumentProblem::toString).toList();
    };
  }

  private static String resource(String name) {
    try (InputStream in = Documents.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
