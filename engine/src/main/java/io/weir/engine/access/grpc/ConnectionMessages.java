package io.weir.engine.access.grpc;

import io.weir.engine.connection.ConnectionView;
import io.weir.engine.entity.Page;
import io.weir.engine.vocabulary.Caller;
import io.weir.v1.Connection;
import io.weir.v1.GetAllConnectionResponse;

/** Connections as messages. */
final class ConnectionMessages {
  private ConnectionMessages() {}

  /**
   * @param caller who looks
   */
  static Connection connection(ConnectionView connection, Caller caller) {
    return Connection.newBuilder()
        .setConnectionId(connection.id())
        .setRevision(connection.revision())
        .setConnector(connection.connector())
        .setDescription(connection.description())
        .putAllSettings(connection.settings())
        .addAllSecrets(connection.secrets())
        .addAllOwners(connection.owners())
        .setAccessible(connection.owners().contains(caller.name()))
        .build();
  }

  static GetAllConnectionResponse list(Page<ConnectionView> page, Caller caller) {
    return GetAllConnectionResponse.newBuilder()
        .addAllConnections(page.map(found -> connection(found, caller)).items())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
