/** What privacy models promise of every class of records. */
@NullMarked
package io.weir.engine.privacy.model;

import org.jspecify.annotations.NullMarked;
