package io.weir.engine.main;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.RulesScript;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.main.client.Workbench;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.v1.ExtractionBinding;
import io.weir.v1.ModuleVersion;
import io.weir.v1.Run;
import io.weir.v1.ScriptKind;
import io.weir.v1.ScriptVersion;
import io.weir.v1.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code weir run} does with a document and what lies beside it. */
final class Job {
  private final String document;
  private final Plan plan;
  private final Path folder;
  private final Map<String, String> scripts;
  private final List<RulesScript> rules;
  private final List<ConnectionsFile.Entry> connections;

  private Job(
      String document,
      Plan plan,
      Path folder,
      Map<String, String> scripts,
      List<RulesScript> rules,
      List<ConnectionsFile.Entry> connections) {
    this.document = document;
    this.plan = plan;
    this.folder = folder;
    this.scripts = scripts;
    this.rules = rules;
    this.connections = connections;
  }

  /**
   * Reads everything the job needs, before anything is started.
   *
   * @param rules scripts of field rules and of anonymization
   */
  static Job of(Path file, Optional<Path> connections, List<RulesScript> rules) {
    String document = HierarchyFiles.expanded(file);
    Plan plan =
        switch (DocumentReader.withoutExtensions().read(document, rules)) {
          case DocumentResult.Resolved resolved -> resolved.plan();
          case DocumentResult.Rejected rejected -> throw refused(file, rejected.problems());
        };
    Path folder = file.toAbsolutePath().normalize().getParent();
    return new Job(
        document,
        plan,
        folder,
        scripts(plan, folder),
        rules,
        connections.map(it -> ConnectionsFile.read(it, System.getenv())).orElse(List.of()));
  }

  /** Whether the document says where to publish. */
  boolean publishes() {
    return plan.upload().isPresent();
  }

  /** Makes everything the run needs, as far as it is not there already, and starts it. */
  Run start(Workbench workbench) {
    String own = plan.module() + "-folder";
    if (uses(own)) {
      workbench.connection(
          own,
          "files",
          "The folder of the module " + plan.module() + ".",
          Map.of("root", folder.toString()),
          Map.of());
    }
    for (ConnectionsFile.Entry entry : connections) {
      workbench.connection(
          entry.name(), entry.connector(), entry.description(), entry.settings(), entry.secrets());
    }
    ModuleVersion version = workbench.importModule(document);
    Map<String, ScriptVersion> released = new TreeMap<>();
    scripts.forEach((path, text) ->
        released.put(
            path,
            workbench.script(
                plan.module() + "/" + path,
                isUploading(path) ? ScriptKind.UPLOADING : ScriptKind.EXTRACTION,
                text)));
    List<ScriptVersion> fieldRules =
        rules(workbench, RulesScript.Kind.FIELD_RULES, "/rules/", ScriptKind.FIELD_RULES);
    List<ScriptVersion> anonymization =
        rules(
            workbench, RulesScript.Kind.ANONYMIZATION, "/anonymization/", ScriptKind.ANONYMIZATION);
    List<ExtractionBinding> bindings = new ArrayList<>();
    for (TablePlan table : plan.tables()) {
      for (SourcePlan source : table.sources()) {
        if (source.access() instanceof Access.Script(String script, Optional<String> ignored)) {
          bindings.add(
              ExtractionBinding.newBuilder()
                  .setTable(table.name())
                  .setSource(source.name())
                  .setScript(released.get(script))
                  .build());
        }
      }
    }
    Task task =
        workbench.task(
            plan.module() + "-" + plan.version(), // a task stays with its version of the module
            version,
            bindings,
            plan.upload().flatMap(it -> it.script()).map(released::get),
            fieldRules,
            anonymization);
    return workbench.start(task.getTaskId());
  }

  private List<ScriptVersion> rules(
      Workbench workbench, RulesScript.Kind kind, String folder, ScriptKind scriptKind) {
    return rules.stream()
        .filter(script -> script.kind() == kind)
        .map(script ->
            workbench.script(plan.module() + folder + script.name(), scriptKind, script.text()))
        .toList();
  }

  private boolean isUploading(String path) {
    return plan.upload().flatMap(it -> it.script()).filter(path::equals).isPresent();
  }

  private boolean uses(String connection) {
    return plan.tables().stream()
        .flatMap(table -> table.sources().stream())
        .anyMatch(source ->
            source.access() instanceof Access.Connected connected
                && connected.connection().equals(connection));
  }

  /** The texts of all scripts the document names, by the path it names them with. */
  private static Map<String, String> scripts(Plan plan, Path folder) {
    Map<String, String> texts = new TreeMap<>();
    for (TablePlan table : plan.tables()) {
      for (SourcePlan source : table.sources()) {
        if (source.access() instanceof Access.Script(String script, Optional<String> ignored)) {
          texts.computeIfAbsent(script, it -> ModuleFile.text(folder.resolve(it)));
        }
      }
    }
    plan.upload()
        .flatMap(it -> it.script())
        .ifPresent(it -> texts.computeIfAbsent(it, path -> ModuleFile.text(folder.resolve(path))));
    return texts;
  }

  private static WeirException refused(Path file, List<DocumentProblem> problems) {
    Problem summary =
        Problem.of(
            ErrorCode.INVALID_DOCUMENT,
            "The document " + file + " has problems.",
            "Correct them; `weir check " + file + "` tells them, too.");
    return new WeirException(
        summary,
        problems.stream()
            .map(problem ->
                Problem.of(ErrorCode.INVALID_DOCUMENT, problem.message(), problem.advice())
                    .at("pointer", problem.pointer())
                    .at("line", Integer.toString(problem.line()))
                    .at("file", problem.script().isEmpty() ? file.toString() : problem.script()))
            .toList());
  }
}
