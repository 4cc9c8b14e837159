/**
 * What columns look like: counts, distinct values, bounds and histograms, part by part, in bounded
 * memory, the same whatever the order of the records.
 */
@NullMarked
package io.weir.engine.dataplane.profile;

import org.jspecify.annotations.NullMarked;
