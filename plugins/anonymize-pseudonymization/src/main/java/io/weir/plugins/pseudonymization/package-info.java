/** Pseudonymization: a name made with a secret stands in place of each value. */
@NullMarked
package io.weir.plugins.pseudonymization;

import org.jspecify.annotations.NullMarked;
