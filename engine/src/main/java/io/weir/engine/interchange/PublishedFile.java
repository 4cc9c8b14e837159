package io.weir.engine.interchange;

import java.util.Optional;

/**
 * A file in which a table was published.
 *
 * @param url relative to the description, or absolute
 * @param mediaType such as {@code text/csv} or {@code application/x-parquet}
 * @param sha256 lower-case hexadecimal, if it is known
 */
public record PublishedFile(String url, String mediaType, Optional<String> sha256) {}
