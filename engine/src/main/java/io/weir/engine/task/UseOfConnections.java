package io.weir.engine.task;

import io.weir.engine.connection.ConnectionView;

/** Whether somebody may use a connection. Implemented on {@code authorization}. */
@FunctionalInterface
public interface UseOfConnections {
  boolean allowed(String by, ConnectionView connection);
}
