package io.weir.engine.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What each version of a module spends, and what all its versions together may.
 *
 * @param budget absent where the document declares none
 * @param uses in document order
 */
public record PrivacySpending(
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PrivacyAmount> budget,
    List<PrivacyUse> uses) {
  public PrivacySpending {
    uses = List.copyOf(uses);
  }

  public static PrivacySpending none() {
    return new PrivacySpending(Optional.empty(), List.of());
  }

  /** What one version spends of a person with at most one record in each table: the sum of all. */
  public PrivacyAmount total() {
    return uses.stream().map(PrivacyUse::cost).reduce(PrivacyAmount.none(), PrivacyAmount::plus);
  }
}
