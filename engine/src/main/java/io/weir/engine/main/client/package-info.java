/** The command line's side of the API: a client like any other. */
@NullMarked
package io.weir.engine.main.client;

import org.jspecify.annotations.NullMarked;
