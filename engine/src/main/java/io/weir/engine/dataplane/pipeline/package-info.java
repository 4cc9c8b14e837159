/**
 * Knows the order of the steps and runs them on Pekko Streams, in parallel where they are
 * independent.
 */
@NullMarked
package io.weir.engine.dataplane.pipeline;

import org.jspecify.annotations.NullMarked;
