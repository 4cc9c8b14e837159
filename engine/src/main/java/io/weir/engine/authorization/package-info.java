/** Caller, action and resource become {@link Decision}: pure, and deny unless listed. */
@NullMarked
package io.weir.engine.authorization;

import org.jspecify.annotations.NullMarked;
