/** Anonymizes one file without a node: nothing of it is kept. */
@NullMarked
package io.weir.engine.main.file;

import org.jspecify.annotations.NullMarked;
