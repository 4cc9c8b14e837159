/** Configuration becomes a running node, or one command of the command line. */
@NullMarked
package io.weir.engine.main;

import org.jspecify.annotations.NullMarked;
