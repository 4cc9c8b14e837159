package io.weir.engine.definition;

import io.weir.spi.PreparedMethod;
import io.weir.spi.PrivacyCost;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what all versions of a module together may spend, and adds up what one version of it does.
 */
final class PrivacyBudgetCheck {
  private static final String TERM = "privacyBudget";
  private static final String WHAT = Wording.quote(TERM);

  /** How many uses a problem names. */
  private static final int NAMED = 5;

  private final Node.Obj module;
  private final MethodUses uses;
  private final Problems problems;

  PrivacyBudgetCheck(Node.Obj module, MethodUses uses, Problems problems) {
    this.module = module;
    this.uses = uses;
    this.problems = problems;
  }

  PrivacySpending check(List<TableDraft> tables) {
    Optional<Fields> declared = module.get(TERM).flatMap(node -> Fields.of(node, WHAT, problems));
    Optional<PrivacyAmount> budget = declared.flatMap(this::read);
    List<PrivacyUse> spent = tables.stream().flatMap(table -> of(table).stream()).toList();
    PrivacySpending spending = new PrivacySpending(budget, spent);
    if (budget.isPresent()) {
      compare(declared.orElseThrow(), budget.get(), spending);
      tables.stream()
          .filter(table -> spent.stream().anyMatch(use -> use.table().equals(table.name())))
          .forEach(this::severalRecords);
    } else if (!module.members().containsKey(TERM) && !spent.isEmpty()) {
      problems.warn(
          module.place(),
          "each version spends "
              + spending.total().words()
              + " of differential privacy, and nothing bounds what all versions spend together",
          "write " + WHAT + " at the module: " + named(spent));
    }
    return spending;
  }

  private Optional<PrivacyAmount> read(Fields budget) {
    budget.allowOnly(Terms.PRIVACY_BUDGET, Map.of());
    budget.require("epsilon", "say what all versions together may spend");
    BoundedNumbers numbers = new BoundedNumbers(problems);
    Optional<BigDecimal> epsilon = numbers.above(budget, "epsilon", 0, 1_000_000);
    Optional<BigDecimal> delta = numbers.between(budget, "delta", 0, 1);
    if (delta.isPresent() && delta.get().compareTo(BigDecimal.ONE) == 0) {
      problems.error(
          budget.get("delta").orElseThrow().place(),
          "\"delta\" of " + WHAT + " is 1, which promises nothing",
          "write a small probability, such as 0.000001");
      return Optional.empty();
    }
    return epsilon
        .filter(_ -> delta.isPresent() || !budget.has("delta"))
        .map(it -> new PrivacyAmount(it, delta.orElse(BigDecimal.ZERO)));
  }

  private List<PrivacyUse> of(TableDraft table) {
    List<PrivacyUse> found = new ArrayList<>();
    table
        .columns()
        .forEach(column ->
            uses.prepared(table, column)
                .flatMap(PreparedMethod::cost)
                .ifPresent(cost ->
                    found.add(
                        use(table, column.name(), uses.name(table, column).orElseThrow(), cost))));
    uses.of(table)
        .uses()
        .forEach(use -> {
          if (use.effect().orElse(null) instanceof Extensions.Effect.Ready(PreparedMethod method)) {
            method
                .cost()
                .ifPresent(cost ->
                    found.add(use(table, "", use.declared().anonymization().method(), cost)));
          }
        });
    return found;
  }

  private static PrivacyUse use(TableDraft table, String column, String method, PrivacyCost cost) {
    return new PrivacyUse(
        table.name(),
        column,
        method,
        new PrivacyAmount(cost.epsilon(), cost.delta()),
        cost.recurrence());
  }

  private void compare(Fields declared, PrivacyAmount budget, PrivacySpending spending) {
    PrivacyAmount total = spending.total();
    if (total.epsilon().compareTo(budget.epsilon()) > 0) {
      problems.error(
          declared.get("epsilon").orElseThrow().place(),
          "one version spends epsilon "
              + total.epsilon().toPlainString()
              + ", more than the "
              + budget.epsilon().toPlainString()
              + " that "
              + WHAT
              + " allows all versions",
          "raise it, or lower the epsilon of a method: " + named(spending.uses()));
    }
    if (total.delta().compareTo(budget.delta()) > 0) {
      problems.error(
          declared.get("delta").map(Node::place).orElseGet(() -> declared.object().place()),
          "one version spends delta "
              + total.delta().toPlainString()
              + ", more than the "
              + budget.delta().toPlainString()
              + " that "
              + WHAT
              + " allows all versions",
          "raise it, or lower the delta of a method: " + named(spending.uses()));
    }
  }

  /** A key that refers is one record of each parent; any other column may repeat a parent. */
  private void severalRecords(TableDraft table) {
    boolean repeats =
        table.columns().stream()
            .anyMatch(column ->
                column.reference().isPresent()
                    && !table
                        .primaryKey()
                        .map(TablePlan.KeyPlan::column)
                        .equals(Optional.of(column.name())));
    if (repeats) {
      problems.warn(
          table.named(),
          "table "
              + Wording.quote(table.name())
              + " refers to other records, so a person may have several of its records, and "
              + WHAT
              + " counts one",
          "divide the budget by how many records of a person there may be, or keep one of each");
    }
  }

  private static String named(List<PrivacyUse> uses) {
    return uses.stream()
        .limit(NAMED)
        .map(use ->
            use.method()
                + " at "
                + use.table()
                + (use.column().isEmpty() ? "" : "/" + use.column())
                + " spends "
                + use.cost().words())
        .collect(Collectors.joining(", ", "", uses.size() > NAMED ? ", …" : ""));
  }
}
