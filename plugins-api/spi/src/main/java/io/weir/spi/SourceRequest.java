package io.weir.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to read.
 *
 * @param settings the connection
 * @param parameters the source's own words in the module document: query, file, command …
 * @param columns what the source calls the columns the table wants, in the table's order; empty if
 *     all it has is to be delivered
 * @param workingDirectory where relative files are looked up
 * @param idleTimeout how long the source may stay silent before it counts as hung
 */
public record SourceRequest(
    Settings settings,
    Parameters parameters,
    List<String> columns,
    Path workingDirectory,
    Duration idleTimeout) {
  public SourceRequest {
    columns = List.copyOf(columns);
  }
}
