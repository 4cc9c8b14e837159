/** What a run prepared, from review to upload or clearing. */
@NullMarked
package io.weir.engine.outbox;

import org.jspecify.annotations.NullMarked;
