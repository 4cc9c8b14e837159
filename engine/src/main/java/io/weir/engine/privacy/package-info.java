/**
 * How much of what a table's quasi-identifiers say is published, so that a privacy model holds:
 * tuples, promises, metrics, the search, solutions and risk. Pure; sub-packages have the parts.
 */
@NullMarked
package io.weir.engine.privacy;

import org.jspecify.annotations.NullMarked;
