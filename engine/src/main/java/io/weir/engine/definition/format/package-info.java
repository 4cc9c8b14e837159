/**
 * How a column's texts are written when not in the standard form of their type: patterns of numbers
 * and times, words for true and false, and regular expressions, as W3C <a
 * href="https://www.w3.org/TR/tabular-data-model/#parsing-cells">CSVW, section 6.4</a>, has them.
 * Each is read from its declaration once, with a reason and advice where that cannot be done.
 */
@NullMarked
package io.weir.engine.definition.format;

import org.jspecify.annotations.NullMarked;
