/** The ways into Weir. */
@NullMarked
package io.weir.engine.access;

import org.jspecify.annotations.NullMarked;
