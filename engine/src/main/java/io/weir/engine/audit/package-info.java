/** What somebody attempted, or a run did, and how it ended becomes one record that stays. */
@NullMarked
package io.weir.engine.audit;

import org.jspecify.annotations.NullMarked;
