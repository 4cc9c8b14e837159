package io.weir.engine.task;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.ScriptText;
import io.weir.engine.definition.ScriptText.ScriptResult;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.UploadPlan;
import io.weir.engine.script.ReleasedScript;
import io.weir.engine.script.ScriptVersion;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A module's plan with the task's scripts put in: declarations became what they declare, programs
 * the files they will be run from.
 *
 * @param scripts all the task names, by name and version
 * @param programs the scripts that are run, by their path in the run's working directory
 * @param problems all that is missing or wrong; while there are any, the plan cannot be run
 */
public record BoundPlan(
    Plan plan,
    List<ReleasedScript> scripts,
    Map<String, ReleasedScript> programs,
    List<Problem> problems) {
  public BoundPlan {
    scripts = List.copyOf(scripts);
    programs = Map.copyOf(programs);
    problems = List.copyOf(problems);
  }

  /**
   * Puts the scripts in.
   *
   * @param scripts the released versions the task names
   * @param sourceParameters what the installed connectors understand
   */
  public static BoundPlan of(
      Plan plan,
      TaskView task,
      Map<ScriptVersion, ReleasedScript> scripts,
      Set<String> sourceParameters) {
    return new Assembly(plan, task, scripts, sourceParameters).assemble();
  }

  /** The same plan with more that is wrong. */
  BoundPlan and(List<Problem> more) {
    List<Problem> all = new ArrayList<>(more);
    all.addAll(problems);
    return new BoundPlan(plan, scripts, programs, all);
  }

  /** Every connection the plan uses, in document order. */
  public Set<String> connections() {
    Set<String> names = new LinkedHashSet<>();
    for (TablePlan table : plan.tables()) {
      for (SourcePlan source : table.sources()) {
        switch (source.access()) {
          case Access.Connected(String connection, var _) -> names.add(connection);
          case Access.Script(String _, Optional<String> connection) ->
              connection.ifPresent(names::add);
        }
      }
    }
    plan.upload().flatMap(UploadPlan::connection).ifPresent(names::add);
    return names;
  }

  private record Assembly(
      Plan plan,
      TaskView task,
      Map<ScriptVersion, ReleasedScript> scripts,
      Set<String> sourceParameters,
      Map<String, ReleasedScript> programs,
      List<Problem> problems) {

    Assembly(
        Plan plan,
        TaskView task,
        Map<ScriptVersion, ReleasedScript> scripts,
        Set<String> sourceParameters) {
      this(plan, task, scripts, sourceParameters, new LinkedHashMap<>(), new ArrayList<>());
    }

    BoundPlan assemble() {
      List<TablePlan> tables = plan.tables().stream().map(this::table).toList();
      Optional<UploadPlan> upload = plan.upload().map(this::upload);
      Plan bound =
          new Plan(plan.id(), plan.module(), plan.version(), tables, upload, plan.privacy());
      List<ReleasedScript> all =
          scripts.values().stream()
              .sorted(
                  Comparator.comparing(ReleasedScript::script)
                      .thenComparingInt(ReleasedScript::version))
              .toList();
      return new BoundPlan(bound, all, programs, problems);
    }

    private TablePlan table(TablePlan table) {
      return table.with(
          table.sources().stream().map(source -> source(table.name(), source)).toList());
    }

    private SourcePlan source(String table, SourcePlan source) {
      return switch (source.access()) {
        case Access.Connected _ -> source;
        case Access.Script declared -> source.with(bind(table, source.name(), declared));
      };
    }

    private Access bind(String table, String source, Access.Script declared) {
      Optional<ReleasedScript> script =
          task.extraction().stream()
              .filter(b -> b.table().equals(table) && b.source().equals(source))
              .findFirst()
              .flatMap(binding -> Optional.ofNullable(scripts.get(binding.script())));
      if (script.isEmpty()) {
        problems.add(unbound(table, source, declared.script()));
        return declared;
      }
      if (!ScriptText.isDeclarative(script.get().script())) {
        String path = "v" + script.get().version() + "/" + script.get().script();
        programs.put(path, script.get());
        return new Access.Script(path, declared.connection());
      }
      var named = new Access.Script(script.get().script(), declared.connection());
      return switch (ScriptText.extraction(
          plan.module(), named, script.get().text(), sourceParameters)) {
        case ScriptResult.Accepted<Access.Connected>(Access.Connected access) -> access;
        case ScriptResult.Rejected<Access.Connected>(List<DocumentProblem> found) -> {
          reject(script.get(), found);
          yield declared;
        }
      };
    }

    private UploadPlan upload(UploadPlan upload) {
      if (upload.connection().isPresent()) {
        return upload;
      }
      Optional<ReleasedScript> script =
          task.uploading().flatMap(version -> Optional.ofNullable(scripts.get(version)));
      if (script.isEmpty()) {
        problems.add(noUploading());
        return upload;
      }
      return switch (ScriptText.upload(script.get().script(), script.get().text())) {
        case ScriptResult.Accepted<String>(String connection) ->
            new UploadPlan(
                Optional.of(connection), upload.script(), upload.protocol(), upload.bump());
        case ScriptResult.Rejected<String>(List<DocumentProblem> found) -> {
          reject(script.get(), found);
          yield upload;
        }
      };
    }

    private void reject(ReleasedScript script, List<DocumentProblem> found) {
      for (DocumentProblem problem : found) {
        problems.add(
            problem
                .toProblem(ErrorCode.INVALID_SCRIPT)
                .at("script", script.script())
                .at("version", Integer.toString(script.version())));
      }
    }

    private Problem unbound(String table, String source, String script) {
      return Problem.of(
              ErrorCode.NOT_RELEASED,
              "The source \"%s\" of the table \"%s\" has no script attached in the task \"%s\"."
                  .formatted(source, table, task.id()),
              "Attach a released version of \"" + script + "\" with UpdateExtractionScript.")
          .at("task", task.id())
          .at("table", table)
          .at("source", source);
    }

    private Problem noUploading() {
      return Problem.of(
              ErrorCode.NOT_RELEASED,
              "The task \"" + task.id() + "\" has no uploading script attached.",
              "Attach a released version with UpdateUploadingScript.")
          .at("task", task.id());
    }
  }
}
