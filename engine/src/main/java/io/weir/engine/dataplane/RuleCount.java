package io.weir.engine.dataplane;

/**
 * How often a rule applied in a table's source. A rule that drops counts records, each once and for
 * the first column, in document order, that dropped it; the others count values.
 *
 * @param column the column, or empty text when the rule concerns whole records
 * @param round for orphans the pass of the fixpoint, from 1; else 0
 */
public record RuleCount(
    String table, int source, String column, Rule rule, int round, long count) {}
