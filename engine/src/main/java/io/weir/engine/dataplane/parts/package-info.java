/**
 * Parts and masks as files of the part store: record batches in the Arrow IPC file format, masks in
 * a small format of their own.
 */
@NullMarked
package io.weir.engine.dataplane.parts;

import org.jspecify.annotations.NullMarked;
