package io.weir.engine.dataplane;

/**
 * An immutable file of record batches. It exists once the ledger names it.
 *
 * @param path where the part store keeps it
 * @param checksum SHA-256 of the file, lower-case hexadecimal
 */
public record Part(PartId id, String path, long rows, long bytes, String checksum) {}
