/** Runs a program and reads the JSON it prints. */
@NullMarked
package io.weir.plugins.process;

import org.jspecify.annotations.NullMarked;
