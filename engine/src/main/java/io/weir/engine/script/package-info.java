/** Versioned texts that tasks are made of. */
@NullMarked
package io.weir.engine.script;

import org.jspecify.annotations.NullMarked;
