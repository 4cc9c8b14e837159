/**
 * Anatomization: sensitive values are taken out of their table and published in another one, by
 * groups of records that hold at least l different ones.
 */
@NullMarked
package io.weir.plugins.anatomization;

import org.jspecify.annotations.NullMarked;
