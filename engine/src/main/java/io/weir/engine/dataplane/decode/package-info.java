/**
 * The bytes of a source become slices, column by column: {@link
 * io.weir.engine.dataplane.decode.Framer} cuts the stream into chunks that end where a record ends,
 * and a {@link io.weir.engine.dataplane.decode.ChunkDecoder} finds the values of the wanted columns
 * in a chunk. Nothing here makes an object of a record or a value.
 */
@NullMarked
package io.weir.engine.dataplane.decode;

import org.jspecify.annotations.NullMarked;
