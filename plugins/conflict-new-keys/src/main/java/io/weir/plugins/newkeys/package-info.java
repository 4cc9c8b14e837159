/** The conflict strategy {@code new-keys}. */
@NullMarked
package io.weir.plugins.newkeys;

import org.jspecify.annotations.NullMarked;
