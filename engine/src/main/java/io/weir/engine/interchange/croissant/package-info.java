/** Croissant of MLCommons: versions 0.8, 1.0 and 1.1 are read, 1.1 is written. */
@NullMarked
package io.weir.engine.interchange.croissant;

import org.jspecify.annotations.NullMarked;
