package io.weir.engine.module;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * One stored version of a module.
 *
 * @param document verbatim; empty in lists
 * @param sha256 of the document in UTF-8, lower-case hexadecimal
 * @param previousVersion empty for the first
 * @param run the run that published it; empty when it was imported
 * @param original what the document was made from, if that was a foreign description
 * @param privacy what the module's versions spent of differential privacy; only where it was asked
 *     for
 */
public record ModuleVersionView(
    String module,
    String version,
    String document,
    String sha256,
    Instant storedAt,
    String previousVersion,
    String run,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ForeignOriginal> original,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PrivacyLedger> privacy) {
  public ModuleVersionView(
      String module,
      String version,
      String document,
      String sha256,
      Instant storedAt,
      String previousVersion,
      String run,
      Optional<ForeignOriginal> original) {
    this(
        module,
        version,
        document,
        sha256,
        storedAt,
        previousVersion,
        run,
        original,
        Optional.empty());
  }

  ModuleVersionView with(PrivacyLedger ledger) {
    return new ModuleVersionView(
        module,
        version,
        document,
        sha256,
        storedAt,
        previousVersion,
        run,
        original,
        Optional.of(ledger).filter(some -> !some.untouched()));
  }
}
