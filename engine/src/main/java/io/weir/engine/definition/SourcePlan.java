package io.weir.engine.definition;

import io.weir.spi.Parameters;
import java.time.Duration;
import java.util.Optional;

/**
 * One entry of a table's collection protocol.
 *
 * @param name unique within the table; the same name in several tables is the same system
 * @param priority 0 is the highest
 * @param idleTimeout how long the source may stay silent
 */
public record SourcePlan(String name, int priority, Access access, Duration idleTimeout) {

  /** How the records are fetched. */
  public sealed interface Access {
    /**
     * A program that prints JSON.
     *
     * @param script the script's name: in a document the path beside it
     * @param connection settings handed to the program, if it names any
     */
    record Script(String script, Optional<String> connection) implements Access {}

    /**
     * A connector on a connection.
     *
     * @param parameters query, table, file, format … as the connector understands them
     */
    record Connected(String connection, Parameters parameters) implements Access {}
  }
}
