package io.weir.engine.run;

import io.weir.engine.definition.Composition;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.module.ModuleVersionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What was published of a module before a run, and what the run reveals together with it. It is
 * worked out from documents when it is asked for, so that a version which is published while the
 * run waits for its review is seen.
 */
final class PublishedVersions {
  /** Of so many versions the documents are read; older ones add little to what these tell. */
  private static final int MOST = 20;

  private static final PageRequest ALL = PageRequest.of(1000, "");

  private final Runs.Needs needs;

  PublishedVersions(Runs.Needs needs) {
    this.needs = needs;
  }

  /** Nothing where nothing was published, or where the run's document cannot be read any more. */
  CompletionStage<List<Composition>> composing(String run, Pinned pinned) {
    return needs
        .modules()
        .listVersions(pinned.module(), ALL)
        .thenApply(page -> before(run, page.items()))
        .thenCompose(versions ->
            versions.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : earlier(versions)
                    .thenCombine(
                        plan(pinned),
                        (earlier, plan) ->
                            plan.map(it -> Composition.of(it, needs.extensions(), earlier))
                                .orElseGet(List::of)));
  }

  /** Newest first. What the run itself published, and what came later, is none of its concern. */
  private static List<ModuleVersionView> before(String run, List<ModuleVersionView> stored) {
    Instant own =
        stored.stream()
            .filter(version -> version.run().equals(run))
            .map(ModuleVersionView::storedAt)
            .findFirst()
            .orElse(Instant.MAX);
    return stored.stream()
        .filter(version -> !version.run().isEmpty() && version.storedAt().isBefore(own))
        .sorted(Comparator.comparing(ModuleVersionView::storedAt).reversed())
        .limit(MOST)
        .toList();
  }

  private CompletionStage<List<Composition.Earlier>> earlier(List<ModuleVersionView> versions) {
    CompletionStage<List<Composition.Earlier>> all =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (ModuleVersionView version : versions) {
      all =
          all.thenCombine(
              needs
                  .modules()
                  .plan(version.module(), version.version())
                  .handle((plan, failure) ->
                      failure == null ? Optional.of(plan) : Runs.<Plan>unreadable(failure)),
              (found, plan) -> {
                plan.ifPresent(it ->
                    found.add(
                        new Composition.Earlier(
                            version.version(),
                            it.tables().stream().map(TablePlan::name).toList())));
                return found;
              });
    }
    return all;
  }

  /** The plan that the run works by, with the rules of its scripts. */
  private CompletionStage<Optional<Plan>> plan(Pinned pinned) {
    return needs
        .tasks()
        .rules(pinned.asTask())
        .thenCompose(rules -> needs.modules().plan(pinned.module(), pinned.moduleVersion(), rules))
        .thenApply(read ->
            switch (read) {
              case DocumentResult.Resolved(Plan plan, _) -> Optional.of(plan);
              case DocumentResult.Rejected _ -> Optional.empty();
            });
  }
}
