/** Generalization: numbers, dates and times become the range they lie in. */
@NullMarked
package io.weir.plugins.generalization;

import org.jspecify.annotations.NullMarked;
