/** Foreign descriptions of data become module documents, and module documents become those. */
@NullMarked
package io.weir.engine.interchange;

import org.jspecify.annotations.NullMarked;
