/** One execution of a released task: the ledger of its progress, and what drives it to its end. */
@NullMarked
package io.weir.engine.run;

import org.jspecify.annotations.NullMarked;
