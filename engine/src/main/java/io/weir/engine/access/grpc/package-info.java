/** The API: messages become calls of the door, and what comes back becomes messages. */
@NullMarked
package io.weir.engine.access.grpc;

import org.jspecify.annotations.NullMarked;
