/** How to reach external systems; secrets are kept apart from everything else. */
@NullMarked
package io.weir.engine.connection;

import org.jspecify.annotations.NullMarked;
