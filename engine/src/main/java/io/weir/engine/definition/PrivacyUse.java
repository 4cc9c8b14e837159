package io.weir.engine.definition;

import io.weir.spi.PrivacyCost.Recurrence;

/**
 * A use of a method that claims differential privacy, and what it spends of each record it changes.
 *
 * @param column empty text for a method of the table
 * @param recurrence when the method itself would spend it again; the ledger spends it with each
 *     version
 */
public record PrivacyUse(
    String table, String column, String method, PrivacyAmount cost, Recurrence recurrence) {}
