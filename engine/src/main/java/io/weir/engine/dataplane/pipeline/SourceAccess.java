package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Connector;
import io.weir.spi.Parameters;
import io.weir.spi.Settings;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Opens sources: a script through the connector {@code process}, anything else through its
 * connection's.
 */
final class SourceAccess {
  private static final String SCRIPTS = "process";

  private final Catalogue catalogue;
  private final Connections connections;

  SourceAccess(Catalogue catalogue, Connections connections) {
    this.catalogue = catalogue;
    this.connections = connections;
  }

  private record Reached(String connector, Settings settings, Parameters parameters) {}

  /**
   * Starts to read a source; may block.
   *
   * @param workingDirectory where scripts and relative files lie
   */
  SourceStream open(TablePlan table, SourcePlan source, Path workingDirectory) {
    Reached reached = reach(source.access());
    Connector.SourceSide side =
        catalogue
            .connector(reached.connector())
            .source()
            .orElseThrow(() ->
                new WeirException(
                    Problem.of(
                        ErrorCode.SOURCE_REFUSED,
                        "The connector " + reached.connector() + " cannot read.",
                        "Name a connection whose connector reads tables.")));
    return side.open(
        new SourceRequest(
            reached.settings(),
            reached.parameters(),
            fields(table, source.shape()),
            workingDirectory,
            source.idleTimeout()));
  }

  /** All there are, where the table must have a column for each. */
  private static List<String> fields(TablePlan table, SourcePlan.Shape shape) {
    return switch (shape.extraFields()) {
      case COUNT, IGNORE ->
          table.schema().columns().stream().map(ColumnSchema::name).map(shape::field).toList();
      case REFUSE -> List.of();
    };
  }

  private Reached reach(Access access) {
    return switch (access) {
      case Access.Script script ->
          new Reached(
              SCRIPTS,
              script
                  .connection()
                  .map(connections::resolve)
                  .map(Connections.Resolved::settings)
                  .orElseGet(Settings::none),
              new Parameters(Map.of("script", script.script())));
      case Access.Connected connected -> {
        Connections.Resolved resolved = connections.resolve(connected.connection());
        yield new Reached(resolved.connector(), resolved.settings(), connected.parameters());
      }
    };
  }
}
