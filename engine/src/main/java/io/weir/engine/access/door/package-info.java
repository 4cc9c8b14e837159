/** The one way in: authenticate, authorize, audit, act. */
@NullMarked
package io.weir.engine.access.door;

import org.jspecify.annotations.NullMarked;
