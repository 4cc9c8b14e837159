/** Generalization: values become the range they lie in, or the group they have in a hierarchy. */
@NullMarked
package io.weir.plugins.generalization;

import org.jspecify.annotations.NullMarked;
