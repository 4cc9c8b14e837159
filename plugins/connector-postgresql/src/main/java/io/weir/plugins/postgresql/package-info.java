/** Reads and writes PostgreSQL with COPY. */
@NullMarked
package io.weir.plugins.postgresql;

import org.jspecify.annotations.NullMarked;
