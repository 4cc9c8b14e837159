/**
 * Settles primary and foreign keys over the collected parts. Reads nothing but key columns,
 * rewrites nothing: the result is a mask for every part that changes.
 *
 * <p>Memory is a budget. A key column is read once and put aside by the hash of its values, in
 * blocks that go to a temporary file when they are too many; one partition after the other then
 * fits into a dictionary, where values are compared exactly, and a partition that does not fit is
 * split by another hash. Who is gone is a bit for each record, on the heap or in a mapped file.
 * Masks are made part by part.
 *
 * <p>What is settled depends only on the order of the records (source, part number, row), never on
 * how they are split into parts, on the budget or on threads.
 */
@NullMarked
package io.weir.engine.dataplane.keys;

import org.jspecify.annotations.NullMarked;
