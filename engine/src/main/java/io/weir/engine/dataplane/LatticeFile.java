package io.weir.engine.dataplane;

/**
 * What solutions there were to choose among for a table, in the part store. It exists once the
 * ledger names it.
 *
 * @param checksum SHA-256 of the file, lower-case hexadecimal
 */
public record LatticeFile(String table, String path, long bytes, String checksum) {}
