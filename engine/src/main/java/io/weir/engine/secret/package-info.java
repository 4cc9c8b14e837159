/** The secrets of anonymization methods: named, versioned, made here and never shown. */
@NullMarked
package io.weir.engine.secret;

import org.jspecify.annotations.NullMarked;
