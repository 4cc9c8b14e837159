/** Proposals of hierarchies, made of what a column holds. */
@NullMarked
package io.weir.plugins.generalization.build;

import org.jspecify.annotations.NullMarked;
