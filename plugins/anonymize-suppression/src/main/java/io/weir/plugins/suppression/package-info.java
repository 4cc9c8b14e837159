/**
 * Suppression: a column that disappears, values behind a mask, rare values, rare or listed records.
 */
@NullMarked
package io.weir.plugins.suppression;

import org.jspecify.annotations.NullMarked;
