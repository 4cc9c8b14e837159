/** Suppression: a column that disappears, and values behind a mask. */
@NullMarked
package io.weir.plugins.suppression;

import org.jspecify.annotations.NullMarked;
