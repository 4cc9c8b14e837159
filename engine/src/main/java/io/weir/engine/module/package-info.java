/** Module documents, verbatim, version by version. */
@NullMarked
package io.weir.engine.module;

import org.jspecify.annotations.NullMarked;
