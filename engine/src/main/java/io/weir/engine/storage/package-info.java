/** PostgreSQL and files behind the ports of the other packages. */
@NullMarked
package io.weir.engine.storage;

import org.jspecify.annotations.NullMarked;
