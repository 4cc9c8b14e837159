package io.weir.engine.spec;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.Plan;
import io.weir.engine.oracle.Finished;
import io.weir.engine.oracle.InProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs small modules from their documents and files, as a user has them. */
final class Weir implements BeforeAllCallback, AfterAllCallback {
  private InProcess weir;

  @Override
  public void beforeAll(ExtensionContext context) {
    weir = new InProcess();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    weir.close();
  }

  /** A document of some tables, each a JSON object. */
  static String module(String... tables) {
    return """
    {"@context": "https://w3id.org/weir/v1", "id": "urn:example:clinic", "type": "DataModule",
     "name": "clinic", "version": "1.2.3", "tables": [%s]}
    """
        .formatted(String.join(",\n", tables));
  }

  /** A table of the file {@code <name>.csv} without a key. */
  static String table(String name, String columns) {
    return """
    {"url": "%1$s", "collect": [{"source": "clinic", "file": "%1$s.csv"}],
     "tableSchema": {"columns": [%2$s]}}
    """
        .formatted(name, columns);
  }

  /** A table of the files {@code <name>-north.csv} and {@code <name>-south.csv} with a key. */
  static String merged(String name, String key, String strategy, String columns) {
    return """
    {"url": "%1$s",
     "collect": [{"source": "north", "file": "%1$s-north.csv"},
                 {"source": "south", "file": "%1$s-south.csv"}],
     "tableSchema": {"primaryKey": "%2$s", "onKeyConflict": "%3$s", "columns": [%4$s]}}
    """
        .formatted(name, key, strategy, columns);
  }

  /**
   * Runs a module up to its outbox.
   *
   * @param files beside the document, by name
   */
  Finished run(String document, Map<String, String> files) {
    try {
      Path folder = Files.createTempDirectory("weir-spec");
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      Finished finished = weir.run(document, folder);
      for (String file : files.keySet()) {
        Files.delete(folder.resolve(file));
      }
      Files.delete(folder);
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Plan plan(String document) {
    return weir.plan(document);
  }

  /** What is wrong with a document, in sentences. */
  List<String> problems(String document) {
    return weir.problems(document).stream().map(DocumentProblem::toString).toList();
  }
}
