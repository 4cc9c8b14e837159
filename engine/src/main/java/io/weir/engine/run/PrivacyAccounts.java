package io.weir.engine.run;

import io.weir.engine.definition.PrivacySpending;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.engine.entity.Sharded;
import io.weir.engine.module.Modules;
import io.weir.engine.module.PrivacyLedger;
import io.weir.engine.vocabulary.WeirException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Spends of modules' privacy budgets what runs publish. What a run set aside that ended before
 * anything of it left is given back when the run is tidied up; where a node died before that, it is
 * when somebody else needs it.
 */
final class PrivacyAccounts {
  private final Sharded<Run.Command, Run.Reply> runs;
  private final Modules modules;

  PrivacyAccounts(Sharded<Run.Command, Run.Reply> runs, Modules modules) {
    this.runs = runs;
    this.modules = modules;
  }

  /** What a run spends, as it was when it began. */
  CompletionStage<PrivacySpending> of(String run) {
    return runs.ask(run, new Run.GetPrivacy(run))
        .thenApply(reply -> ((Run.Privacy) reply).privacy().orElseGet(PrivacySpending::none));
  }

  /** Fails with PRIVACY_BUDGET_SPENT unless so much is left, or set aside for the run already. */
  CompletionStage<Void> require(String module, String run, PrivacySpending privacy) {
    if (privacy.uses().isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return modules
        .ledger(module)
        .thenCompose(ledger ->
            suffices(ledger, module, run, privacy)
                ? CompletableFuture.completedFuture(ledger)
                : settle(module, ledger).thenCompose(_ -> modules.ledger(module)))
        .thenAccept(ledger ->
            ledger
                .refusal(module, run, privacy.total(), privacy.budget())
                .ifPresent(problem -> {
                  throw new WeirException(problem);
                }));
  }

  /** The next version of the module, set aside for the run together with what it spends. */
  CompletionStage<String> reserve(
      String module, String base, Bump bump, String run, PrivacySpending privacy) {
    return require(module, run, privacy)
        .thenCompose(_ -> modules.reserve(module, base, bump, run, privacy));
  }

  private static boolean suffices(
      PrivacyLedger ledger, String module, String run, PrivacySpending privacy) {
    return ledger.refusal(module, run, privacy.total(), privacy.budget()).isEmpty();
  }

  /** Gives back what is set aside for runs of which nothing has left or ever will. */
  private CompletionStage<Void> settle(String module, PrivacyLedger ledger) {
    CompletionStage<Void> settled = CompletableFuture.completedFuture(null);
    for (String run : ledger.open()) {
      settled =
          settled
              .thenCompose(_ -> runs.ask(run, new Run.GetPrivacy(run)))
              .thenCompose(reply ->
                  ((Run.Privacy) reply).nothingLeft()
                      ? modules.release(module, run)
                      : CompletableFuture.completedFuture(null));
    }
    return settled;
  }
}
