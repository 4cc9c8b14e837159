/** A module and the released script versions that process it. */
@NullMarked
package io.weir.engine.task;

import org.jspecify.annotations.NullMarked;
