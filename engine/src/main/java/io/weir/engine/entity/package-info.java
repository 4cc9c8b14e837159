/**
 * What the event-sourced entities share: the shape of a decision, the thin actor around it, how its
 * messages and events are written, repeated calls, pages of lists.
 */
@NullMarked
package io.weir.engine.entity;

import org.jspecify.annotations.NullMarked;
