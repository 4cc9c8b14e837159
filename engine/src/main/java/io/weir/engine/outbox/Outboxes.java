package io.weir.engine.outbox;

import io.weir.engine.dataplane.Parts;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** All outboxes. Every call fails with a {@link io.weir.engine.vocabulary.WeirException}. */
public final class Outboxes {
  private final Listing<OutboxView> listing;

  /**
   * Joins this node to those that hold outboxes.
   *
   * @param blocking runs what waits for the part store
   */
  public Outboxes(
      ClusterSharding sharding,
      InstantSource clock,
      Executor blocking,
      Listing<OutboxView> listing,
      Parts parts) {
    this.listing = listing;
  }

  /** Outboxes, newest first. */
  public CompletionStage<Page<OutboxView>> list(PageRequest request) {
    return listing.page("", request);
  }

  public CompletionStage<OutboxView> get(String id) {
    throw new UnsupportedOperationException();
  }

  /** Records of one table as they will be published; fails with WRONG_STATE once the outbox is cleared. */
  public CompletionStage<RecordPage> readRecords(String id, String table, PageRequest request) {
    throw new UnsupportedOperationException();
  }
}
