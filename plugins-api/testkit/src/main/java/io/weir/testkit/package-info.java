/**
 * What every plugin of a kind promises, as tests: a plugin's own tests extend the contract of its
 * kind and say only what the plugin is and what it should be tried on.
 *
 * <p>Contracts draw from fixed seeds, so that a failure repeats.
 */
@NullMarked
package io.weir.testkit;

import org.jspecify.annotations.NullMarked;
