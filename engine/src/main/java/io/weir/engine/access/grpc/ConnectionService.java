package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Done;
import io.weir.engine.access.door.Door;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Resource;
import io.weir.engine.connection.ConnectionRegistry;
import io.weir.engine.connection.ConnectionView;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.vocabulary.Caller;
import io.weir.v1.Connection;
import io.weir.v1.CreateConnectionRequest;
import io.weir.v1.ExtDatamoduleManagerPowerApi;
import io.weir.v1.GetAllConnectionRequest;
import io.weir.v1.GetAllConnectionResponse;
import io.weir.v1.GetConnectionRequest;
import io.weir.v1.UpdateConnectionRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.grpc.javadsl.Metadata;

/** The service {@code ExtDatamoduleManager}. */
final class ConnectionService implements ExtDatamoduleManagerPowerApi {
  private final Door door;
  private final ConnectionRegistry connections;

  ConnectionService(Door door, ConnectionRegistry connections) {
    this.door = door;
    this.connections = connections;
  }

  @Override
  public CompletionStage<Connection> createConnection(
      CreateConnectionRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.CREATE_CONNECTION,
        connection(in.getConnectionId()),
        caller ->
            connections
                .create(
                    caller.name(),
                    in.getConnectionId(),
                    in.getConnector(),
                    in.getDescription(),
                    in.getSettingsMap(),
                    in.getSecretsMap(),
                    in.getOwnersList(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(created -> changed(created, caller)));
  }

  @Override
  public CompletionStage<Connection> updateConnection(
      UpdateConnectionRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.UPDATE_CONNECTION,
        connection(in.getConnectionId()),
        resource ->
            connections
                .get(in.getConnectionId())
                .thenApply(found -> resource.ownedBy(Set.copyOf(found.owners()))),
        caller ->
            connections
                .update(
                    caller.name(),
                    in.getConnectionId(),
                    in.getDescription(),
                    in.getSettingsMap(),
                    in.getSecretsMap(),
                    in.getOwnersList(),
                    in.getExpectedRevision(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(updated -> changed(updated, caller)));
  }

  @Override
  public CompletionStage<Connection> getConnection(GetConnectionRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.GET_CONNECTION,
        connection(in.getConnectionId()),
        caller ->
            connections
                .get(in.getConnectionId())
                .thenApply(found -> Done.looked(ConnectionMessages.connection(found, caller))));
  }

  @Override
  public CompletionStage<GetAllConnectionResponse> getAllConnection(
      GetAllConnectionRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.LIST_CONNECTIONS,
        Resource.all("connection"),
        caller ->
            connections
                .list(PageRequest.of(in.getPageSize(), in.getPageToken()))
                .thenApply(page -> Done.looked(ConnectionMessages.list(page, caller))));
  }

  private static Resource connection(String id) {
    return Resource.of("connection", id);
  }

  /** The names of secrets, never their values. */
  private static Done<Connection> changed(ConnectionView connection, Caller caller) {
    return Done.changed(
        ConnectionMessages.connection(connection, caller),
        Map.of(
            "connector", connection.connector(),
            "revision", Long.toString(connection.revision()),
            "settings", String.join(" ", connection.settings().keySet().stream().sorted().toList()),
            "secrets", String.join(" ", connection.secrets()),
            "owners", String.join(" ", connection.owners())));
  }
}
