/** Delivers prepared parts to a target, once, and compares what comes back with what was sent. */
@NullMarked
package io.weir.engine.dataplane.upload;

import org.jspecify.annotations.NullMarked;
