package io.weir.engine.task;

import io.weir.engine.connection.ConnectionRegistry;
import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Extensions;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.RulesScript;
import io.weir.engine.entity.EntityShell;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Naming;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sharded;
import io.weir.engine.module.Modules;
import io.weir.engine.script.ReleasedScript;
import io.weir.engine.script.ScriptKind;
import io.weir.engine.script.ScriptVersion;
import io.weir.engine.script.Scripts;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.persistence.typed.PersistenceId;

/** All tasks. Every call fails with a {@link WeirException}. */
public final class Tasks {
  private final Sharded<Task.Command, TaskView> tasks;
  private final Listing<TaskView> listing;
  private final Needs needs;
  private final ReleaseCheck check;

  /** Joins this node to those that hold tasks. */
  public Tasks(
      ClusterSharding sharding, InstantSource clock, Listing<TaskView> listing, Needs needs) {
    this.tasks = new Sharded<>(sharding, Task.KEY, TaskView.class, clock, Naming.NAME);
    this.listing = listing;
    this.needs = needs;
    this.check = new ReleaseCheck(needs);
    sharding.init(
        Entity.of(
            Task.KEY,
            context ->
                new EntityShell<>(
                    PersistenceId.of(Task.KEY.name(), context.getEntityId()), new Task())));
  }

  /** What the release of a task looks at. */
  public record Needs(
      Modules modules,
      Scripts scripts,
      ConnectionRegistry connections,
      UseOfConnections use,
      Catalogue catalogue,
      Extensions extensions) {}

  /**
   * A new task; fails with ALREADY_EXISTS, or NOT_FOUND if there is no such module.
   *
   * @param moduleVersion empty text for the newest stored
   */
  public CompletionStage<TaskView> create(
      String by, String id, String module, String moduleVersion, String key) {
    Origin origin = Origin.of(by, key, "create", id, module, moduleVersion);
    return needs
        .modules()
        .get(module, moduleVersion)
        .thenCompose(
            stored -> tasks.ask(id, new Task.Create(id, module, stored.version(), origin)));
  }

  public CompletionStage<TaskView> get(String id) {
    return tasks.ask(id, new Task.Get(id));
  }

  /** Tasks by name. */
  public CompletionStage<Page<TaskView>> list(PageRequest request) {
    return listing.page("", request);
  }

  /**
   * Attaches a released extraction script to a source of a table; a released task becomes a draft
   * again.
   */
  public CompletionStage<TaskView> updateExtractionScript(
      String by,
      String id,
      String table,
      String source,
      ScriptVersion script,
      long expectedRevision,
      String key) {
    Origin origin = Origin.of(by, key, "extraction", id, table, source, script, expectedRevision);
    var binding = new ExtractionBinding(table, source, script);
    return get(id)
        .thenCompose(task -> needs.modules().plan(task.module(), task.moduleVersion()))
        .thenAccept(plan -> requireSource(plan, table, source))
        .thenCompose(_ -> requireKind(script, ScriptKind.EXTRACTION))
        .thenCompose(
            _ -> tasks.ask(id, new Task.BindExtraction(id, binding, expectedRevision, origin)));
  }

  /** Attaches a released uploading script; a released task becomes a draft again. */
  public CompletionStage<TaskView> updateUploadingScript(
      String by, String id, ScriptVersion script, long expectedRevision, String key) {
    Origin origin = Origin.of(by, key, "uploading", id, script, expectedRevision);
    return requireKind(script, ScriptKind.UPLOADING)
        .thenCompose(
            _ -> tasks.ask(id, new Task.BindUploading(id, script, expectedRevision, origin)));
  }

  /**
   * Attaches released scripts of field rules in place of those the task has; a released task
   * becomes a draft again.
   *
   * @param scripts none takes all field rules away
   */
  public CompletionStage<TaskView> updateFieldRules(
      String by, String id, List<ScriptVersion> scripts, long expectedRevision, String key) {
    Origin origin = Origin.of(by, key, "field rules", id, scripts, expectedRevision);
    return requireKind(id, scripts, ScriptKind.FIELD_RULES)
        .thenCompose(
            _ -> tasks.ask(id, new Task.BindFieldRules(id, scripts, expectedRevision, origin)));
  }

  /**
   * Attaches released scripts of anonymization in place of those the task has; a released task
   * becomes a draft again.
   *
   * @param scripts none takes all of them away
   */
  public CompletionStage<TaskView> updateAnonymizationRules(
      String by, String id, List<ScriptVersion> scripts, long expectedRevision, String key) {
    Origin origin = Origin.of(by, key, "anonymization rules", id, scripts, expectedRevision);
    return requireKind(id, scripts, ScriptKind.ANONYMIZATION)
        .thenCompose(_ ->
            tasks.ask(id, new Task.BindAnonymizationRules(id, scripts, expectedRevision, origin)));
  }

  private CompletionStage<?> requireKind(String id, List<ScriptVersion> scripts, ScriptKind kind) {
    CompletionStage<?> checked = get(id);
    for (ScriptVersion script : scripts.stream().limit(Task.MOST_RULES).toList()) {
      checked = checked.thenCompose(_ -> requireKind(script, kind));
    }
    return checked;
  }

  /**
   * Makes a task ready to run; fails with all that is missing at once ({@link
   * WeirException#problems}).
   */
  public CompletionStage<TaskView> release(
      String by, String id, long expectedRevision, String key) {
    Origin origin = Origin.of(by, key, "release", id, expectedRevision);
    return get(id)
        .thenCompose(task ->
            bind(task)
                .thenCompose(bound -> check.problems(by, bound))
                .thenAccept(problems -> refuse(id, problems)))
        .thenCompose(_ -> tasks.ask(id, new Task.Release(id, expectedRevision, origin)));
  }

  /** The plan of a task's module with its scripts put in. */
  public CompletionStage<BoundPlan> bind(TaskView task) {
    if (task.fieldRules().isEmpty() && task.anonymizationRules().isEmpty()) {
      return needs
          .modules()
          .plan(task.module(), task.moduleVersion())
          .thenCompose(plan -> bind(task, plan));
    }
    return rules(task)
        .thenCompose(rules -> needs.modules().plan(task.module(), task.moduleVersion(), rules))
        .thenCompose(result ->
            switch (result) {
              case DocumentResult.Resolved resolved -> bind(task, resolved.plan());
              case DocumentResult.Rejected rejected -> unbound(task, rejected);
            });
  }

  /**
   * Another plan with the task's scripts put in, such as that of the module's next version, whose
   * document says the rules itself.
   */
  public CompletionStage<BoundPlan> bind(TaskView task, Plan plan) {
    Set<ScriptVersion> versions = new LinkedHashSet<>();
    task.extraction().forEach(binding -> versions.add(binding.script()));
    task.uploading().ifPresent(versions::add);
    versions.addAll(task.fieldRules());
    versions.addAll(task.anonymizationRules());
    return texts(List.copyOf(versions))
        .thenApply(texts -> BoundPlan.of(plan, task, texts, needs.extensions().sourceParameters()));
  }

  /** The scripts of rules a task has attached: of field rules, then of anonymization, in order. */
  public CompletionStage<List<RulesScript>> rules(TaskView task) {
    return rules(task.fieldRules(), RulesScript.Kind.FIELD_RULES)
        .thenCombine(
            rules(task.anonymizationRules(), RulesScript.Kind.ANONYMIZATION),
            (fields, anonymization) ->
                Stream.concat(fields.stream(), anonymization.stream()).toList());
  }

  private CompletionStage<List<RulesScript>> rules(
      List<ScriptVersion> versions, RulesScript.Kind kind) {
    return texts(versions)
        .thenApply(texts ->
            versions.stream()
                .map(version ->
                    new RulesScript(
                        version.script() + " " + version.version(),
                        texts.get(version).text(),
                        kind))
                .toList());
  }

  /** The plan without the rules that do not fit, which cannot be run. */
  private CompletionStage<BoundPlan> unbound(TaskView task, DocumentResult.Rejected rejected) {
    List<Problem> problems =
        rejected.problems().stream()
            .map(problem -> problem.toProblem(ErrorCode.INVALID_SCRIPT).at("task", task.id()))
            .toList();
    return needs
        .modules()
        .plan(task.module(), task.moduleVersion())
        .thenCompose(plan -> bind(task, plan))
        .thenApply(bound -> bound.and(problems));
  }

  private CompletionStage<Map<ScriptVersion, ReleasedScript>> texts(List<ScriptVersion> versions) {
    CompletionStage<Map<ScriptVersion, ReleasedScript>> all =
        CompletableFuture.completedFuture(new HashMap<>());
    for (ScriptVersion version : versions) {
      all =
          all.thenCombine(
              needs.scripts().released(version),
              (texts, script) -> {
                texts.put(version, script);
                return texts;
              });
    }
    return all;
  }

  private static void requireSource(Plan plan, String table, String source) {
    boolean there =
        plan.tables().stream()
            .filter(candidate -> candidate.name().equals(table))
            .flatMap(found -> found.sources().stream())
            .anyMatch(candidate -> candidate.name().equals(source));
    if (!there) {
      throw new WeirException(
          Problem.of(
                  ErrorCode.NOT_FOUND,
                  "The module \"%s\" %s has no source \"%s\" of a table \"%s\"."
                      .formatted(plan.module(), plan.version(), source, table),
                  "Name a table and a source as the module document does.")
              .at("module", plan.module())
              .at("table", table)
              .at("source", source));
    }
  }

  private CompletionStage<ReleasedScript> requireKind(ScriptVersion version, ScriptKind kind) {
    return needs
        .scripts()
        .released(version)
        .thenApply(script -> {
          if (script.kind() != kind) {
            throw new WeirException(
                Refusals.invalid(
                    "script",
                    "The script \"%s\" is of the kind %s, not %s."
                        .formatted(script.script(), script.kind(), kind),
                    "Name a script of the kind " + kind + "."));
          }
          return script;
        });
  }

  private static void refuse(String id, List<Problem> problems) {
    if (problems.size() == 1) {
      throw new WeirException(problems.getFirst());
    }
    if (!problems.isEmpty()) {
      throw new WeirException(
          Problem.of(
                  ErrorCode.WRONG_STATE,
                  "The task \"%s\" cannot be released: %d things are missing or wrong."
                      .formatted(id, problems.size()),
                  "Mend them all; each says what to do.")
              .at("task", id),
          problems);
    }
  }
}
