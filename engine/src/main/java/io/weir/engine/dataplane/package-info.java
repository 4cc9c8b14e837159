/**
 * A plan and a catalogue of plugins become parts and reports. This package holds what the steps
 * share; the steps ({@code extract}, {@code rules}, {@code keys}, {@code anonymize}, {@code
 * verify}, {@code upload}) do not know each other, and {@code pipeline} alone knows their order.
 */
@NullMarked
package io.weir.engine.dataplane;

import org.jspecify.annotations.NullMarked;
