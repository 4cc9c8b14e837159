/** The conflict strategy {@code drop-all}. */
@NullMarked
package io.weir.plugins.dropall;

import org.jspecify.annotations.NullMarked;
