/** Who may do what. */
@NullMarked
package io.weir.engine.user;

import org.jspecify.annotations.NullMarked;
