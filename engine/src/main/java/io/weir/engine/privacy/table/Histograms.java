package io.weir.engine.privacy.table;

/**
 * How often each value of one sensitive column occurs, for each of many tuples (or classes), one
 * after the other.
 *
 * @param offsets where the entries of a tuple begin; one more than there are tuples
 * @param values codes, rising within a tuple
 * @param counts at least 1 each
 */
public record Histograms(int[] offsets, int[] values, int[] counts) {}
