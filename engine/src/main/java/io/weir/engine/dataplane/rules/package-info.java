/**
 * A decoded chunk becomes a record batch: column by column, in document order, null tokens, types,
 * empties and ranges are applied to primitive arrays, and every effect is counted. How texts are
 * read as values agrees with {@code io.weir.engine.definition.Values}.
 */
@NullMarked
package io.weir.engine.dataplane.rules;

import org.jspecify.annotations.NullMarked;
