package io.weir.plugins.postgresql;

import io.weir.spi.Connector;
import io.weir.spi.ConnectorDescription;
import io.weir.spi.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/** {@code postgresql}: reads queries and tables, and delivers module versions as schemas. */
@Extension
public final class PostgresqlConnector implements Connector {
  @Override
  public ConnectorDescription describe() {
    return new ConnectorDescription(
        "postgresql",
        "Reads and writes tables of a PostgreSQL database.",
        Map.of(
            "host", "The server's name or address.",
            "port", "The server's port; 5432 if not said.",
            "database", "The database's name.",
            "user", "The role to log in as.",
            "password", "The role's password.",
            "sslmode",
                "How the connection is protected: " + Server.SSL_MODES + "; prefer if not said."),
        Set.of("password"),
        Map.of(
            "query", "A SELECT whose records are the source's; read in a read-only transaction.",
            "table", "Instead of a query: a table or view, as name or schema.name."));
  }

  @Override
  public void check(Settings settings) {
    Server.of(settings);
  }

  @Override
  public Optional<SourceSide> source() {
    return Optional.of(request ->
        QueryStream.open(
            Server.of(request.settings()), QueryText.of(request.parameters()), request));
  }

  @Override
  public Optional<TargetSide> target() {
    return Optional.of(new VersionTarget());
  }

  @Override
  public Optional<CatalogueSide> catalogue() {
    return Optional.of(new Catalogue());
  }
}
