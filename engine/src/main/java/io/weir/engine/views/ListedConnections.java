package io.weir.engine.views;

import io.weir.engine.connection.Connection;
import io.weir.engine.connection.ConnectionView;
import java.util.List;
import java.util.TreeSet;

/** Connections in lists. */
final class ListedConnections {
  private ListedConnections() {}

  static ConnectionView after(Connection.Event event, Folding.Before<ConnectionView> before) {
    return switch (event) {
      case Connection.ConnectionCreated created ->
          view(created.id(), 1, created.connector(), created.content(), List.of());
      case Connection.ConnectionUpdated updated -> {
        ConnectionView connection = before.apply(updated.id());
        yield view(
            connection.id(),
            updated.revision(),
            connection.connector(),
            updated.content(),
            connection.secrets());
      }
    };
  }

  private static ConnectionView view(
      String id,
      long revision,
      String connector,
      Connection.Content content,
      List<String> secretsBefore) {
    TreeSet<String> secrets = new TreeSet<>(secretsBefore);
    secrets.addAll(content.secrets().keySet());
    return new ConnectionView(
        id,
        revision,
        connector,
        content.description(),
        content.settings(),
        List.copyOf(secrets),
        content.owners());
  }
}
