/**
 * What anonymization methods note of all records of a table, by position: values, which records
 * have equal values, their order, and keyed shuffles. Everything of the size of the table lies in
 * the {@link io.weir.spi.Workspace}.
 *
 * <p>Observers of parts of a table each have notes of their own, which are merged; positions are
 * disjoint.
 */
@NullMarked
package io.weir.plugins.notes;

import org.jspecify.annotations.NullMarked;
