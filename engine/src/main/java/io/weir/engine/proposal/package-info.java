/**
 * Proposes a module document for tables that somebody has: from samples of files, or from what a
 * system's catalogue says. Pure: what is read is handed in, what is written is handed back. Values
 * of the samples are looked at and never repeated, except for bounds where they are asked for.
 */
@NullMarked
package io.weir.engine.proposal;

import org.jspecify.annotations.NullMarked;
