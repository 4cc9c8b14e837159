/**
 * A bounded sample of the records that field rules dropped: the same whatever the order of work,
 * and sealed wherever it is stored.
 */
@NullMarked
package io.weir.engine.dataplane.rejected;

import org.jspecify.annotations.NullMarked;
