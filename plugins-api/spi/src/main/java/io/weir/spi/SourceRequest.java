package io.weir.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to read.
 *
 * @param settings the connection
 * @param parameters the source's own words in the module document: query, file, command …
 * @param columns the names of the columns the table wants, in order
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
