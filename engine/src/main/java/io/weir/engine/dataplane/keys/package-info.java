/**
 * Settles primary and foreign keys over the collected parts. Reads nothing but key columns,
 * rewrites nothing: the result is a mask for every part that changes.
 *
 * <p>Working memory is a budget: values are compared exactly in dictionaries that hold one hash
 * partition of a column at a time, and a column is read once more for every further partition.
 * Besides the budget, a bitmap of deleted and one of renewed records is held for each part (at most
 * a bit a record each).
 *
 * <p>What is settled depends only on the order of the records (source, part number, row), never on
 * how they are split into parts, on the budget or on threads.
 */
@NullMarked
package io.weir.engine.dataplane.keys;

import org.jspecify.annotations.NullMarked;
