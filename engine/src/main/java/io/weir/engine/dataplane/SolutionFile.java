package io.weir.engine.dataplane;

/**
 * How a table keeps the promise of its privacy model, in the part store: what another execution of
 * the run applies instead of searching again. It exists once the ledger names it.
 *
 * @param checksum SHA-256 of the file, lower-case hexadecimal
 */
public record SolutionFile(String table, String path, long bytes, String checksum) {}
