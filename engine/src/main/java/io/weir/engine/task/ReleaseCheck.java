package io.weir.engine.task;

import io.weir.engine.connection.ConnectionView;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.UploadPlan;
import io.weir.engine.entity.Await;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Looks for everything that would keep a task from running. */
final class ReleaseCheck {
  private static final String PROCESS = "process";

  private final Tasks.Needs needs;

  ReleaseCheck(Tasks.Needs needs) {
    this.needs = needs;
  }

  /** All problems, those of the plan first. */
  CompletionStage<List<Problem>> problems(String by, BoundPlan bound) {
    return connections(bound)
        .thenApply(found -> {
          List<Problem> problems = new ArrayList<>(bound.problems());
          found.forEach((name, lookup) -> connection(by, name, lookup, problems));
          plugins(bound, problems);
          upload(bound, found, problems);
          return problems;
        });
  }

  private sealed interface Lookup {
    record Found(ConnectionView connection) implements Lookup {}

    record Missing(Problem problem) implements Lookup {}
  }

  private CompletionStage<Map<String, Lookup>> connections(BoundPlan bound) {
    CompletionStage<Map<String, Lookup>> all =
        CompletableFuture.completedFuture(new LinkedHashMap<>());
    for (String name : bound.connections()) {
      all =
          all.thenCombine(
              lookup(name),
              (found, lookup) -> {
                found.put(name, lookup);
                return found;
              });
    }
    return all;
  }

  private CompletionStage<Lookup> lookup(String name) {
    return needs
        .connections()
        .get(name)
        .<Lookup>thenApply(Lookup.Found::new)
        .exceptionally(failure -> {
          Throwable cause = Await.cause(failure);
          if (cause instanceof WeirException known) {
            return new Lookup.Missing(known.problem());
          }
          throw new CompletionException(cause);
        });
  }

  private void connection(String by, String name, Lookup lookup, List<Problem> problems) {
    switch (lookup) {
      case Lookup.Missing(Problem problem) -> problems.add(problem);
      case Lookup.Found(ConnectionView connection) -> {
        if (!needs.use().allowed(by, connection)) {
          problems.add(
              Problem.of(
                      ErrorCode.PERMISSION_DENIED,
                      "The connection \"" + name + "\" may not be used by \"" + by + "\".",
                      "Ask one of its owners: " + String.join(", ", connection.owners()) + ".")
                  .at("connection", name));
        }
        attempt(() -> needs.catalogue().connector(connection.connector()))
            .ifPresent(problem -> problems.add(problem.at("connection", name)));
      }
    }
  }

  private void plugins(BoundPlan bound, List<Problem> problems) {
    for (TablePlan table : bound.plan().tables()) {
      table
          .primaryKey()
          .flatMap(key -> attempt(() -> needs.catalogue().conflictStrategy(key.onConflict())))
          .ifPresent(problem -> problems.add(problem.at("table", table.name())));
      for (ColumnPlan.Anonymization how : table.methods()) {
        attempt(() -> needs.catalogue().anonymizationMethod(how.method()))
            .ifPresent(problem -> problems.add(problem.at("table", table.name())));
      }
      for (ColumnPlan column : table.columns()) {
        column
            .anonymization()
            .flatMap(how -> attempt(() -> needs.catalogue().anonymizationMethod(how.method())))
            .ifPresent(problem ->
                problems.add(problem.at("table", table.name()).at("column", column.name())));
      }
    }
    boolean runsPrograms =
        bound.plan().tables().stream()
            .flatMap(table -> table.sources().stream())
            .anyMatch(source -> source.access() instanceof Access.Script);
    if (runsPrograms) {
      attempt(() -> needs.catalogue().connector(PROCESS)).ifPresent(problems::add);
    }
  }

  private void upload(BoundPlan bound, Map<String, Lookup> found, List<Problem> problems) {
    Optional<String> target = bound.plan().upload().flatMap(UploadPlan::connection);
    if (target.isPresent()
        && found.get(target.get()) instanceof Lookup.Found(ConnectionView connection)) {
      try {
        if (needs.catalogue().connector(connection.connector()).target().isEmpty()) {
          problems.add(
              Problem.of(
                      ErrorCode.INVALID_REQUEST,
                      "The connector \"%s\" of the connection \"%s\" cannot be uploaded to."
                          .formatted(connection.connector(), connection.id()),
                      "Name a connection whose connector writes, such as postgresql.")
                  .at("connection", connection.id()));
        }
      } catch (WeirException e) {
        // That the connector is missing has been told already.
      }
    }
  }

  private static Optional<Problem> attempt(Runnable lookup) {
    try {
      lookup.run();
      return Optional.empty();
    } catch (WeirException e) {
      return Optional.of(e.problem());
    }
  }
}
