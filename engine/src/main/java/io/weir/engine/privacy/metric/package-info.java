/** What a solution costs. */
@NullMarked
package io.weir.engine.privacy.metric;

import org.jspecify.annotations.NullMarked;
