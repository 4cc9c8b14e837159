package io.weir.engine.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.engine.entity.Cause;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.DurableEvent;
import io.weir.engine.entity.Envelope;
import io.weir.engine.entity.Logic;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.RecentKeys;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sharded;
import io.weir.engine.script.ScriptVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One task. What it names (a module version, script versions) never changes, so what the release
 * found stays true; changing what it names makes it a draft again. Its history is not shortened;
 * the hands of its editors bound it.
 */
public final class Task implements Logic<Task.Command, Task.Event, Optional<Task.State>, TaskView> {
  static final EntityTypeKey<Envelope<Command>> KEY = Sharded.key("task");
  static final int MOST_BINDINGS = 10_000;
  static final int MOST_RULES = 100;

  // ---- commands

  /** What can be asked of a task. */
  public sealed interface Command {}

  record Create(String id, String module, String moduleVersion, Origin origin) implements Command {}

  record BindExtraction(String id, ExtractionBinding binding, long expectedRevision, Origin origin)
      implements Command {}

  record BindUploading(String id, ScriptVersion script, long expectedRevision, Origin origin)
      implements Command {}

  record BindFieldRules(
      String id, List<ScriptVersion> scripts, long expectedRevision, Origin origin)
      implements Command {}

  record BindAnonymizationRules(
      String id, List<ScriptVersion> scripts, long expectedRevision, Origin origin)
      implements Command {}

  /** The revision named was looked at and nothing is missing. */
  record Release(String id, long expectedRevision, Origin origin) implements Command {}

  record Get(String id) implements Command {}

  // ---- events

  /** What happened to a task. */
  public sealed interface Event extends DurableEvent {}

  /** The task came to be. */
  public record TaskCreated(String id, String module, String moduleVersion, Cause cause)
      implements Event {}

  /** A source of a table got its script. */
  public record ExtractionScriptUpdated(
      String id, long revision, ExtractionBinding binding, Cause cause) implements Event {}

  /** The task got its uploading script. */
  public record UploadingScriptUpdated(String id, long revision, ScriptVersion script, Cause cause)
      implements Event {}

  /** The task got its field rules, in place of those it had. */
  public record FieldRulesUpdated(
      String id, long revision, List<ScriptVersion> scripts, Cause cause) implements Event {
    public FieldRulesUpdated {
      scripts = List.copyOf(scripts);
    }
  }

  /** The task got its rules of anonymization, in place of those it had. */
  public record AnonymizationRulesUpdated(
      String id, long revision, List<ScriptVersion> scripts, Cause cause) implements Event {
    public AnonymizationRulesUpdated {
      scripts = List.copyOf(scripts);
    }
  }

  /** The task became ready to run. */
  public record TaskReleased(String id, long revision, Cause cause) implements Event {}

  // ---- state

  record State(
      String id,
      long revision,
      TaskState state,
      String module,
      String moduleVersion,
      List<ExtractionBinding> extraction,
      Optional<ScriptVersion> uploading,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScriptVersion> fieldRules,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScriptVersion> anonymizationRules,
      RecentKeys recent) {
    State {
      extraction = List.copyOf(extraction);
      fieldRules = List.copyOf(fieldRules);
      anonymizationRules = List.copyOf(anonymizationRules);
    }

    TaskView view() {
      return new TaskView(
          id,
          revision,
          state,
          module,
          moduleVersion,
          extraction,
          uploading,
          fieldRules,
          anonymizationRules);
    }
  }

  @Override
  public Optional<State> empty() {
    return Optional.empty();
  }

  // ---- decisions

  @Override
  public Decision<Event, TaskView> decide(Optional<State> state, Command command, Instant now) {
    return switch (command) {
      case Create create -> create(state, create, now);
      case BindExtraction bind ->
          state.map(task -> bindExtraction(task, bind, now)).orElseGet(() -> missing(bind.id()));
      case BindUploading bind ->
          state
              .map(task ->
                  change(
                      task,
                      bind.origin(),
                      bind.expectedRevision(),
                      new UploadingScriptUpdated(
                          task.id(), task.revision() + 1, bind.script(), bind.origin().at(now))))
              .orElseGet(() -> missing(bind.id()));
      case BindFieldRules bind ->
          state.map(task -> bindFieldRules(task, bind, now)).orElseGet(() -> missing(bind.id()));
      case BindAnonymizationRules bind ->
          state
              .map(task -> bindAnonymizationRules(task, bind, now))
              .orElseGet(() -> missing(bind.id()));
      case Release release ->
          state.map(task -> release(task, release, now)).orElseGet(() -> missing(release.id()));
      case Get get ->
          state
              .<Decision<Event, TaskView>>map(task -> Decision.accept(List.of(), task.view()))
              .orElseGet(() -> missing(get.id()));
    };
  }

  private static Decision<Event, TaskView> missing(String id) {
    return Decision.refuse(Refusals.notFound("task", id));
  }

  private Decision<Event, TaskView> create(Optional<State> state, Create create, Instant now) {
    if (state.isPresent()) {
      return state
          .get()
          .recent()
          .once(
              create.origin(),
              () -> state.get().view(),
              () -> Decision.refuse(Refusals.alreadyExists("task", create.id())));
    }
    return accept(
        state,
        new TaskCreated(
            create.id(), create.module(), create.moduleVersion(), create.origin().at(now)));
  }

  private Decision<Event, TaskView> bindExtraction(State task, BindExtraction bind, Instant now) {
    if (task.extraction().size() >= MOST_BINDINGS) {
      return Decision.refuse(
          Refusals.wrongState(
              "task",
              task.id(),
              "The task \"%s\" has %d scripts attached, the most there can be."
                  .formatted(task.id(), MOST_BINDINGS),
              "Divide the module."));
    }
    return change(
        task,
        bind.origin(),
        bind.expectedRevision(),
        new ExtractionScriptUpdated(
            task.id(), task.revision() + 1, bind.binding(), bind.origin().at(now)));
  }

  private Decision<Event, TaskView> bindFieldRules(State task, BindFieldRules bind, Instant now) {
    if (bind.scripts().size() > MOST_RULES) {
      return tooMany(bind.scripts().size(), "field rules");
    }
    return change(
        task,
        bind.origin(),
        bind.expectedRevision(),
        new FieldRulesUpdated(
            task.id(), task.revision() + 1, bind.scripts(), bind.origin().at(now)));
  }

  private Decision<Event, TaskView> bindAnonymizationRules(
      State task, BindAnonymizationRules bind, Instant now) {
    if (bind.scripts().size() > MOST_RULES) {
      return tooMany(bind.scripts().size(), "anonymization");
    }
    return change(
        task,
        bind.origin(),
        bind.expectedRevision(),
        new AnonymizationRulesUpdated(
            task.id(), task.revision() + 1, bind.scripts(), bind.origin().at(now)));
  }

  private static Decision<Event, TaskView> tooMany(int scripts, String of) {
    return Decision.refuse(
        Refusals.invalid(
            "scripts",
            "%d scripts of %s are too many.".formatted(scripts, of),
            "Attach at most " + MOST_RULES + "; one script can hold many rules."));
  }

  private Decision<Event, TaskView> release(State task, Release release, Instant now) {
    if (task.state() == TaskState.RELEASED && task.revision() == release.expectedRevision()) {
      return Decision.accept(List.of(), task.view());
    }
    return change(
        task,
        release.origin(),
        release.expectedRevision(),
        new TaskReleased(task.id(), task.revision() + 1, release.origin().at(now)));
  }

  private Decision<Event, TaskView> change(
      State task, Origin origin, long expectedRevision, Event event) {
    return task.recent()
        .once(
            origin,
            task::view,
            () ->
                expectedRevision == task.revision()
                    ? accept(Optional.of(task), event)
                    : Decision.refuse(
                        Refusals.revisionConflict(
                            "task", task.id(), expectedRevision, task.revision())));
  }

  private Decision<Event, TaskView> accept(Optional<State> state, Event event) {
    return Decision.accept(List.of(event), apply(state, event).orElseThrow().view());
  }

  // ---- what events do

  @Override
  public Optional<State> apply(Optional<State> state, Event event) {
    return Optional.of(
        switch (event) {
          case TaskCreated created ->
              new State(
                  created.id(),
                  1,
                  TaskState.DRAFT,
                  created.module(),
                  created.moduleVersion(),
                  List.of(),
                  Optional.empty(),
                  List.of(),
                  List.of(),
                  RecentKeys.none().and(created.cause()));
          case ExtractionScriptUpdated updated -> {
            State task = state.orElseThrow();
            yield draft(
                task,
                updated.revision(),
                bound(task.extraction(), updated.binding()),
                task.uploading(),
                task.fieldRules(),
                task.anonymizationRules(),
                updated.cause());
          }
          case UploadingScriptUpdated updated -> {
            State task = state.orElseThrow();
            yield draft(
                task,
                updated.revision(),
                task.extraction(),
                Optional.of(updated.script()),
                task.fieldRules(),
                task.anonymizationRules(),
                updated.cause());
          }
          case FieldRulesUpdated updated -> {
            State task = state.orElseThrow();
            yield draft(
                task,
                updated.revision(),
                task.extraction(),
                task.uploading(),
                updated.scripts(),
                task.anonymizationRules(),
                updated.cause());
          }
          case AnonymizationRulesUpdated updated -> {
            State task = state.orElseThrow();
            yield draft(
                task,
                updated.revision(),
                task.extraction(),
                task.uploading(),
                task.fieldRules(),
                updated.scripts(),
                updated.cause());
          }
          case TaskReleased released -> {
            State task = state.orElseThrow();
            yield new State(
                task.id(),
                released.revision(),
                TaskState.RELEASED,
                task.module(),
                task.moduleVersion(),
                task.extraction(),
                task.uploading(),
                task.fieldRules(),
                task.anonymizationRules(),
                task.recent().and(released.cause()));
          }
        });
  }

  private static State draft(
      State task,
      long revision,
      List<ExtractionBinding> extraction,
      Optional<ScriptVersion> uploading,
      List<ScriptVersion> fieldRules,
      List<ScriptVersion> anonymizationRules,
      Cause cause) {
    return new State(
        task.id(),
        revision,
        TaskState.DRAFT,
        task.module(),
        task.moduleVersion(),
        extraction,
        uploading,
        fieldRules,
        anonymizationRules,
        task.recent().and(cause));
  }

  /** Bindings with one more, which replaces that of the same source. */
  public static List<ExtractionBinding> bound(
      List<ExtractionBinding> bindings, ExtractionBinding binding) {
    List<ExtractionBinding> all = new ArrayList<>(bindings);
    all.removeIf(
        old -> old.table().equals(binding.table()) && old.source().equals(binding.source()));
    all.add(binding);
    all.sort(
        Comparator.comparing(ExtractionBinding::table).thenComparing(ExtractionBinding::source));
    return all;
  }
}
