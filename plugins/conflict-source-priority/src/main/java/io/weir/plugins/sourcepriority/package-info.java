/** The conflict strategy {@code source-priority}. */
@NullMarked
package io.weir.plugins.sourcepriority;

import org.jspecify.annotations.NullMarked;
