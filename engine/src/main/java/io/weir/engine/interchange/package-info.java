/** Module documents and the descriptions others write: in and out, without loading anything. */
@NullMarked
package io.weir.engine.interchange;

import org.jspecify.annotations.NullMarked;
