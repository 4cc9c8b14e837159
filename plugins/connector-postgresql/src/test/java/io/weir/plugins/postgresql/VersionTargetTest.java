package io.weir.plugins.postgresql;

import io.weir.spi.Connector;
import io.weir.spi.Settings;
import io.weir.testkit.ConnectorTargetContract;

class VersionTargetTest extends ConnectorTargetContract {
  @Override
  protected Connector connector() {
    return new PostgresqlConnector();
  }

  @Override
  protected Settings settings() {
    return EmbeddedServer.settings();
  }

  @Override
  protected Settings unreachable() {
    return EmbeddedServer.settings(1);
  }
}
