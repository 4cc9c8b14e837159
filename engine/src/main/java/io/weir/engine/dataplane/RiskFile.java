package io.weir.engine.dataplane;

/**
 * A table's risk report in the part store. It exists once the ledger names it.
 *
 * @param checksum SHA-256 of the file, lower-case hexadecimal
 */
public record RiskFile(String table, String path, long bytes, String checksum) {}
