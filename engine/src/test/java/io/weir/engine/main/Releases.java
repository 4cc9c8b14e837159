package io.weir.engine.main;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.weir.engine.dataplane.Seeds;
import io.weir.engine.definition.Composition;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.OutputSchema;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.main.file.FileRun;
import io.weir.spi.Secret;
import io.weir.spi.TableSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Versions of a module as the real engine and plugins make them of files in a folder, read as
 * somebody reads them who has nothing else.
 */
final class Releases implements AutoCloseable {
  private final Plugins plugins = Plugins.load();
  private final Path folder;
  private final Map<String, Secret> secrets = new HashMap<>();

  Releases(Path folder) {
    this.folder = folder;
  }

  /**
   * A published module.
   *
   * @param tables their records in the order in which they are published
   * @param warnings what was told before a record was read
   * @param verified facts of the verification
   * @param composing what would be told of it if a version with these tables were published already
   */
  record Release(
      Map<String, List<Map<String, String>>> tables,
      List<DocumentProblem> warnings,
      Map<String, String> verified,
      List<Composition> composing) {
    List<Map<String, String>> table(String name) {
      return tables.get(name);
    }

    /** Methods, or the privacy model, of which it is told what they reveal in two versions. */
    List<String> composes() {
      return composing.stream().map(Composition::operation).distinct().toList();
    }

    boolean warns(String words) {
      return warnings.stream().anyMatch(warning -> warning.message().contains(words));
    }
  }

  /** Writes a source file: a header and records. */
  void source(String file, String header, List<String> records) throws IOException {
    Files.writeString(folder.resolve(file), header + "\n" + String.join("\n", records) + "\n");
  }

  void secret(String name, int version, String bytes) {
    secrets.put(name, new Secret(name, version, bytes.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @param seed of the node's key, from which all is drawn
   * @param version of the module: what is drawn for a run is another for each
   */
  Release publish(int seed, String version, String... tables) throws IOException {
    String document =
        """
        {"@context": "https://w3id.org/weir/v1", "id": "urn:example:target", "type": "DataModule",
         "name": "target", "version": "1.0.0", "tables": [%s]}
        """
            .formatted(String.join(",\n", tables));
    return switch (plugins.documentReader().read(document)) {
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          throw new AssertionError(problems.toString());
      case DocumentResult.Resolved(Plan plan, List<DocumentProblem> warnings) ->
          publish(plan, warnings, seeds(seed, version));
    };
  }

  private Release publish(Plan plan, List<DocumentProblem> warnings, Seeds seeds)
      throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    Map<TableSchema, Path> outputs = new LinkedHashMap<>();
    plan.tables().stream()
        .flatMap(table -> OutputSchema.all(table, plugins).stream())
        .forEach(table -> outputs.put(table, out.resolve(table.name() + ".csv")));
    FileRun.Done done =
        new FileRun(plugins, seeds, FileSeeds.secrets(secrets)).run(plan, folder, outputs);
    Map<String, List<Map<String, String>>> tables = new HashMap<>();
    for (Map.Entry<TableSchema, Path> output : outputs.entrySet()) {
      List<Map<String, String>> records = new ArrayList<>();
      try (CsvReader<NamedCsvRecord> reader =
              CsvReader.builder().ofNamedCsvRecord(output.getValue());
          Stream<NamedCsvRecord> all = reader.stream()) {
        all.forEach(record -> records.add(record.getFieldsAsMap()));
      }
      tables.put(output.getKey().name(), records);
    }
    Composition.Earlier same =
        new Composition.Earlier("1.0.0", plan.tables().stream().map(TablePlan::name).toList());
    return new Release(
        tables, warnings, done.verified(), Composition.of(plan, plugins, List.of(same)));
  }

  /** Those of a module stay over its versions; those of a run do not. */
  private static Seeds seeds(int seed, String version) {
    Seeds node =
        FileSeeds.of(
            "a key of thirty-two bytes: %09d".formatted(seed).getBytes(StandardCharsets.UTF_8));
    return new Seeds() {
      @Override
      public byte[] runSeed(String run, String table, String place, String method) {
        return node.runSeed(run + version, table, place, method);
      }

      @Override
      public byte[] moduleSeed(String module, String table, String place, String method) {
        return node.moduleSeed(module, table, place, method);
      }
    };
  }

  @Override
  public void close() {
    plugins.close();
  }
}
