/** Words every package shares: roles, callers, error codes, problems. Values only. */
@NullMarked
package io.weir.engine.vocabulary;

import org.jspecify.annotations.NullMarked;
