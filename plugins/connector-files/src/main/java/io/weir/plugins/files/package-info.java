/** Reads CSV, NDJSON and JSON files. */
@NullMarked
package io.weir.plugins.files;

import org.jspecify.annotations.NullMarked;
