package io.weir.engine.dataplane;

/**
 * A mask in the part store.
 *
 * @param deleted how many records of the part are gone
 */
public record MaskFile(PartId part, String path, long deleted, String checksum) {}
