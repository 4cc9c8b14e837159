/**
 * Plugin archives in, a catalogue of version-checked extensions out. The only package that knows
 * PF4J.
 */
@NullMarked
package io.weir.engine.pluginhost;

import org.jspecify.annotations.NullMarked;
