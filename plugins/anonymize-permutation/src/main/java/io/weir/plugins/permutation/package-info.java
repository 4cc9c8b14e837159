/**
 * Permutation: values stay as they are and go to other records. A method prepares a choice of where
 * each value comes from; columns are then moved by that choice.
 */
@NullMarked
package io.weir.plugins.permutation;

import org.jspecify.annotations.NullMarked;
