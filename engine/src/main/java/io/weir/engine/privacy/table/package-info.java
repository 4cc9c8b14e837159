/**
 * Tables as privacy models see them: distinct tuples of codes, with the hierarchies of their
 * columns.
 */
@NullMarked
package io.weir.engine.privacy.table;

import org.jspecify.annotations.NullMarked;
