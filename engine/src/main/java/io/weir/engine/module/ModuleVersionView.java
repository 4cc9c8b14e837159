package io.weir.engine.module;

import java.time.Instant;

/**
 * One stored version of a module.
 *
 * @param document verbatim; empty in lists
 * @param sha256 of the document in UTF-8, lower-case hexadecimal
 * @param previousVersion empty for the first
 * @param run the run that published it; empty when it was imported
 */
public record ModuleVersionView(
    String module,
    String version,
    String document,
    String sha256,
    Instant storedAt,
    String previousVersion,
    String run) {}
