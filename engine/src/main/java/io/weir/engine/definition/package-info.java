/**
 * Module documents and scripts become one immutable, fully resolved {@link Plan}, or all their
 * problems.
 */
@NullMarked
package io.weir.engine.definition;

import org.jspecify.annotations.NullMarked;
