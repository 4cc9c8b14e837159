/**
 * W3C CSV on the Web (<a href="https://www.w3.org/TR/tabular-metadata/">Metadata Vocabulary for
 * Tabular Data</a>, 17 December 2015): metadata is validated and becomes a module document, and a
 * module document becomes strict metadata.
 */
@NullMarked
package io.weir.engine.interchange.csvw;

import org.jspecify.annotations.NullMarked;
