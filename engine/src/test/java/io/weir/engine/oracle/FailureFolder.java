package io.weir.engine.oracle;

import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves a module on which Weir and the oracle differ as a folder that can be run. */
final class FailureFolder {
  private static final Path ALL = Path.of("target", "oracle-failures");

  private FailureFolder() {}

  static Path write(ModuleCase module, Outcome expected, Outcome actual, List<String> differences) {
    Path folder = ALL.resolve(Long.toString(module.seed()));
    try {
      Files.createDirectories(folder);
      Path document = folder.resolve("module.jsonld");
      Files.writeString(document, DocumentWriter.document(module));
      for (Map.Entry<String, byte[]> file : DocumentWriter.files(module).entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      for (Table table : module.tables()) {
        write(folder.resolve("expected"), table, expected);
        write(folder.resolve("actual"), table, actual);
      }
      Files.writeString(
          folder.resolve("differences.txt"),
          String.join("\n", differences)
              + "\n\nTo run it:\n  ./weir run engine/"
              + document
              + "\nTo repeat the test:\n  mvn verify -pl engine -am -Dtest=OracleTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dweir.oracle.seed="
              + module.seed()
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private static void write(Path folder, Table table, Outcome outcome) throws IOException {
    Files.createDirectories(folder);
    StringBuilder text = new StringBuilder("source");
    table.columns().stream().map(Column::name).forEach(name -> text.append(',').append(csv(name)));
    text.append('\n');
    for (int source = 0; source < table.sources().size(); source++) {
      for (List<Optional<String>> row : outcome.rows(table.name(), source)) {
        text.append(table.sources().get(source).name());
        row.forEach(value -> text.append(',').append(value.map(FailureFolder::csv).orElse("")));
        text.append('\n');
      }
    }
    Files.writeString(folder.resolve(table.name() + ".csv"), text);
    StringBuilder counts = new StringBuilder();
    outcome.counts().forEach((place, n) -> counts.append(n).append(' ').append(place).append('\n'));
    outcome.failures().forEach(failure -> counts.append("failure ").append(failure).append('\n'));
    Files.writeString(folder.resolve("counts.txt"), counts);
  }

  private static String csv(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
