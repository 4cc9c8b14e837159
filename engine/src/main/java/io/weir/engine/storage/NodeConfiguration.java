package io.weir.engine.storage;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;

/**
 * The configuration of a node's actor system: {@code weir.conf}, the database, and what the
 * operator says.
 */
public final class NodeConfiguration {
  private static final String DATABASE = "pekko-persistence-jdbc.shared-databases.slick.db.";

  private NodeConfiguration() {}

  /**
   * @param overrides goes before everything else
   */
  public static Config of(Database.Address database, Config overrides) {
    Config given =
        ConfigFactory.parseMap(
            Map.of(
                DATABASE + "url", database.url(),
                DATABASE + "user", database.user(),
                DATABASE + "password", database.password()));
    return ConfigFactory.load(
        ConfigFactory.defaultOverrides()
            .withFallback(overrides)
            .withFallback(given)
            .withFallback(ConfigFactory.parseResourcesAnySyntax("weir")));
  }
}
