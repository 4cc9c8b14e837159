/** Working memory that may lie on disk, and threads to work with. */
@NullMarked
package io.weir.engine.dataplane.space;

import org.jspecify.annotations.NullMarked;
