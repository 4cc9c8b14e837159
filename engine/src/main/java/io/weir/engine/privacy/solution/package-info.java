/** Solutions that are kept and applied again. */
@NullMarked
package io.weir.engine.privacy.solution;

import org.jspecify.annotations.NullMarked;
