/** Events become the rows of lists. */
@NullMarked
package io.weir.engine.views;

import org.jspecify.annotations.NullMarked;
