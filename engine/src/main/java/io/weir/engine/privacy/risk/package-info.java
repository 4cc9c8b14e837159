/** How easily people could be recognized in what is published; from sizes of classes alone. */
@NullMarked
package io.weir.engine.privacy.risk;

import org.jspecify.annotations.NullMarked;
