/** A PostgreSQL server that belongs to one node and one folder. */
@NullMarked
package io.weir.engine.storage.embedded;

import org.jspecify.annotations.NullMarked;
