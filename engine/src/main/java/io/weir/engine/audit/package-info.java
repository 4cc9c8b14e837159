/** What somebody attempted and how it ended becomes one record that stays. */
@NullMarked
package io.weir.engine.audit;

import org.jspecify.annotations.NullMarked;
