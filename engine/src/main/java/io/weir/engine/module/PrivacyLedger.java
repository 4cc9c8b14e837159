package io.weir.engine.module;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.engine.definition.PrivacyAmount;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the versions of a module have spent of differential privacy, and what they may. What is set
 * aside for an upload counts as spent until it is known that nothing of it arrived.
 *
 * @param budget of the document that was imported last; absent if that declares none
 * @param entries in the order in which they were set aside
 */
public record PrivacyLedger(
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PrivacyAmount> budget,
    List<Entry> entries) {
  public PrivacyLedger {
    entries = List.copyOf(entries);
  }

  /**
   * What one version spends.
   *
   * @param published whether the version is stored; otherwise its upload is awaited, or its outcome
   *     is not known, or what was delivered could not be proved
   */
  public record Entry(
      String version, String run, PrivacyAmount amount, boolean published, Instant at) {}

  static PrivacyLedger empty() {
    return new PrivacyLedger(Optional.empty(), List.of());
  }

  boolean untouched() {
    return budget.isEmpty() && entries.isEmpty();
  }

  public PrivacyAmount spent() {
    return entries.stream().map(Entry::amount).reduce(PrivacyAmount.none(), PrivacyAmount::plus);
  }

  /** What is left of the budget; absent where there is none. */
  public Optional<PrivacyAmount> left() {
    return budget.map(it -> it.minus(spent()));
  }

  /** The runs for which something is set aside that is not published. */
  public List<String> open() {
    return entries.stream().filter(entry -> !entry.published()).map(Entry::run).toList();
  }

  /**
   * What speaks against spending so much more for a run; nothing if it has been set aside for it
   * already.
   *
   * @param own the budget of the document that the run works by; that holds, too
   */
  public Optional<Problem> refusal(
      String module, String run, PrivacyAmount needed, Optional<PrivacyAmount> own) {
    Optional<PrivacyAmount> limit = budget.map(it -> own.map(it::least).orElse(it)).or(() -> own);
    if (needed.amountsToNothing() || limit.isEmpty() || of(run).isPresent()) {
      return Optional.empty();
    }
    PrivacyAmount spent = spent();
    return spent.plus(needed).fits(limit.get())
        ? Optional.empty()
        : Optional.of(tooMuch(module, limit.get(), spent, needed));
  }

  private static Problem tooMuch(
      String module, PrivacyAmount limit, PrivacyAmount spent, PrivacyAmount needed) {
    PrivacyAmount left = limit.minus(spent);
    return Problem.of(
            ErrorCode.PRIVACY_BUDGET_SPENT,
            "The privacy budget of the module \"%s\" does not suffice: of %s its versions have spent %s, %s is left, and this version spends %s."
                .formatted(module, limit.words(), spent.words(), left.words(), needed.words()),
            "Lower the epsilon of its methods, or import a version of its document with a greater"
                + " \"privacyBudget\" and run that.")
        .at("module", module)
        .at("budget", limit.words())
        .at("spent", spent.words())
        .at("left", left.words())
        .at("needed", needed.words());
  }

  Optional<Entry> of(String run) {
    return entries.stream().filter(entry -> entry.run().equals(run)).findFirst();
  }

  PrivacyLedger declared(Optional<PrivacyAmount> newBudget) {
    return new PrivacyLedger(newBudget, entries);
  }

  PrivacyLedger reserved(Entry entry) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    return new PrivacyLedger(budget, more);
  }

  PrivacyLedger released(String run) {
    return new PrivacyLedger(
        budget, entries.stream().filter(entry -> !entry.run().equals(run)).toList());
  }

  PrivacyLedger published(String run) {
    return new PrivacyLedger(
        budget,
        entries.stream()
            .map(entry ->
                entry.run().equals(run)
                    ? new Entry(entry.version(), run, entry.amount(), true, entry.at())
                    : entry)
            .toList());
  }
}
