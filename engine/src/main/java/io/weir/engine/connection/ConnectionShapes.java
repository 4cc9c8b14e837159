package io.weir.engine.connection;

import io.weir.engine.entity.Shapes;
import java.util.Map;

/** The names under which connections are written. */
public final class ConnectionShapes implements Shapes {
  @Override
  public Map<String, Class<?>> durable() {
    return Map.of(
        "connection-created.v1", Connection.ConnectionCreated.class,
        "connection-updated.v1", Connection.ConnectionUpdated.class);
  }

  @Override
  public Map<String, Class<?>> passing() {
    return Shapes.passing("connection", Connection.Command.class, Connection.State.class);
  }
}
