/**
 * What a plugin sees of Weir: columns and record batches, and the extension points for connectors,
 * conflict strategies and anonymization methods.
 *
 * <p>Everything here is plain JDK: no third-party type appears in a signature except PF4J's marker
 * {@link org.pf4j.ExtensionPoint}. Values are immutable once built; nothing is null unless it says
 * so.
 */
@NullMarked
package io.weir.spi;

import org.jspecify.annotations.NullMarked;
