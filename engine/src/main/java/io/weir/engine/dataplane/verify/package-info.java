/**
 * Recomputes from the prepared parts what the plan promises of them, by code that shares nothing
 * with the rules, the keys or the methods, and takes the digest by which an upload is later proved.
 */
@NullMarked
package io.weir.engine.dataplane.verify;

import org.jspecify.annotations.NullMarked;
