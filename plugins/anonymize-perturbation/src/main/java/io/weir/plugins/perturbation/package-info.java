/**
 * Perturbation: numbers get noise or are rounded, dates are shifted, categories are randomized,
 * records are averaged in small groups.
 */
@NullMarked
package io.weir.plugins.perturbation;

import org.jspecify.annotations.NullMarked;
