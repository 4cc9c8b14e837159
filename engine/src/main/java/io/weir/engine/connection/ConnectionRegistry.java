package io.weir.engine.connection;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/**
 * All connections. Every call fails with a {@link io.weir.engine.vocabulary.WeirException}. Whether the caller
 * owns what they change is the door's to decide.
 */
public final class ConnectionRegistry implements Connections {
  private final Listing<ConnectionView> listing;

  /**
   * Joins this node to those that hold connections.
   *
   * @param blocking runs what waits for the secret store
   */
  public ConnectionRegistry(
      ClusterSharding sharding,
      InstantSource clock,
      Executor blocking,
      Listing<ConnectionView> listing,
      SecretStore secrets,
      Catalogue catalogue) {
    this.listing = listing;
  }

  /**
   * A new connection; the caller is one of its owners. Fails with ALREADY_EXISTS, MISSING_PLUGIN, or
   * INVALID_REQUEST when the connector does not accept the settings or a secret stands among the plain ones.
   */
  public CompletionStage<ConnectionView> create(
      String by,
      String id,
      String connector,
      String description,
      Map<String, String> settings,
      Map<String, String> secrets,
      List<String> owners,
      String key) {
    throw new UnsupportedOperationException();
  }

  /** Replaces all but the connector and the secrets not named; fails with REVISION_CONFLICT. */
  public CompletionStage<ConnectionView> update(
      String by,
      String id,
      String description,
      Map<String, String> settings,
      Map<String, String> secrets,
      List<String> owners,
      long expectedRevision,
      String key) {
    throw new UnsupportedOperationException();
  }

  public CompletionStage<ConnectionView> get(String id) {
    throw new UnsupportedOperationException();
  }

  /** Connections by name. */
  public CompletionStage<Page<ConnectionView>> list(PageRequest request) {
    return listing.page("", request);
  }

  /** Blocks; for the threads of the data plane. */
  @Override
  public Resolved resolve(String connection) {
    throw new UnsupportedOperationException();
  }
}
