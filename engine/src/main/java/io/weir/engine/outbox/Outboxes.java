package io.weir.engine.outbox;

import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.profile.LatticeStore;
import io.weir.engine.dataplane.profile.ProfileStore;
import io.weir.engine.dataplane.profile.RiskStore;
import io.weir.engine.dataplane.rejected.SampleStore;
import io.weir.engine.entity.Await;
import io.weir.engine.entity.EntityShell;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Naming;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sharded;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.persistence.typed.PersistenceId;

/**
 * All outboxes. Every call fails with a {@link WeirException}. An outbox has the name of its run.
 */
public final class Outboxes {
  private final Sharded<Outbox.Command, Outbox.State> outboxes;
  private final Executor blocking;
  private final Listing<OutboxView> listing;
  private final PartStore store;
  private final RecordReader reader;

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
      PartStore store,
      Parts parts) {
    this.outboxes = new Sharded<>(sharding, Outbox.KEY, Outbox.State.class, clock, Naming.NAME);
    this.blocking = blocking;
    this.listing = listing;
    this.store = store;
    this.reader = new RecordReader(parts);
    sharding.init(
        Entity.of(
            Outbox.KEY,
            context ->
                new EntityShell<>(
                    PersistenceId.of(Outbox.KEY.name(), context.getEntityId()), new Outbox())));
  }

  /** Outboxes, newest first. */
  public CompletionStage<Page<OutboxView>> list(PageRequest request) {
    return listing.page("", request);
  }

  public CompletionStage<OutboxView> get(String id) {
    return outboxes.ask(id, new Outbox.Get(id)).thenApply(Outbox.State::view);
  }

  /**
   * Records of one table as they will be published; fails with WRONG_STATE once the outbox is
   * cleared.
   */
  public CompletionStage<RecordPage> readRecords(String id, String table, PageRequest request) {
    return outboxes
        .ask(id, new Outbox.Get(id))
        .thenApplyAsync(outbox -> reader.page(prepared(outbox, table), request), blocking);
  }

  private static Outbox.PreparedTable prepared(Outbox.State outbox, String table) {
    if (outbox.state() == OutboxState.CLEARED) {
      throw new WeirException(
          Refusals.wrongState(
              "outbox",
              outbox.id(),
              "The outbox \"" + outbox.id() + "\" is cleared.",
              "Start a new run to prepare another."));
    }
    return outbox.tables().stream()
        .filter(prepared -> prepared.table().equals(table))
        .findFirst()
        .orElseThrow(
            () -> new WeirException(Refusals.notFound("table", table).at("outbox", outbox.id())));
  }

  /** Makes a run's result visible for review; once, however often it is called. */
  public CompletionStage<OutboxView> prepare(
      String run, String task, List<Outbox.PreparedTable> tables) {
    return outboxes
        .ask(run, new Outbox.Prepare(run, run, task, tables))
        .thenApply(Outbox.State::view);
  }

  /** What was prepared, table by table. */
  public CompletionStage<List<Outbox.PreparedTable>> tables(String id) {
    return outboxes.ask(id, new Outbox.Get(id)).thenApply(Outbox.State::tables);
  }

  /**
   * Confirms what was reviewed; fails with REVISION_CONFLICT if that is not what would be uploaded.
   */
  public CompletionStage<OutboxView> confirm(
      String by, String id, long expectedRevision, String key) {
    Origin origin = Origin.of(by, key, "confirm", id, expectedRevision);
    return outboxes
        .ask(id, new Outbox.Confirm(id, expectedRevision, origin))
        .thenApply(Outbox.State::view);
  }

  /** Records that a confirmed outbox was uploaded. */
  public CompletionStage<OutboxView> markUploaded(String id) {
    return outboxes.ask(id, new Outbox.MarkUploaded(id)).thenApply(Outbox.State::view);
  }

  /**
   * Deletes the records of an outbox, if there is one, and all else the run keeps in the part
   * store.
   */
  public CompletionStage<Void> clear(String by, String id, String key) {
    Origin origin = Origin.of(by, key, "clear", id);
    return outboxes
        .ask(id, new Outbox.Clear(id, origin))
        .handle((cleared, failure) -> failure == null || isMissing(failure) ? null : failure)
        .thenCompose(failure ->
            failure == null ? discard(id) : CompletableFuture.<Void>failedFuture(failure));
  }

  private static boolean isMissing(Throwable failure) {
    return Await.cause(failure) instanceof WeirException known
        && known.problem().code() == ErrorCode.NOT_FOUND;
  }

  /** Deletes all files of a run. */
  public CompletionStage<Void> discard(String run) {
    return delete(run, _ -> true);
  }

  /**
   * Deletes what a run collected and keeps what it prepared, with the profiles and risks of its
   * tables and the samples of what was rejected. What was collected is personal data, and once the
   * result is prepared nobody needs it.
   */
  public CompletionStage<Void> discardCollected(String run) {
    String prepared = run + "/" + Stage.ANONYMIZE.name().toLowerCase(Locale.ROOT) + "/";
    String profiles = run + "/" + ProfileStore.FOLDER + "/";
    String risks = run + "/" + RiskStore.FOLDER + "/";
    String lattices = run + "/" + LatticeStore.FOLDER + "/";
    String rejected = run + "/" + SampleStore.FOLDER + "/";
    List<String> kept = List.of(prepared, profiles, risks, lattices, rejected);
    return delete(run, path -> kept.stream().noneMatch(path::startsWith));
  }

  /**
   * The names of the folders in the part store: runs, and what executions of runs put aside.
   * Blocks.
   */
  public List<String> folders() {
    try {
      return store.list("").stream().map(path -> path.split("/", 2)[0]).distinct().toList();
    } catch (IOException e) {
      throw new WeirException(
          Problem.of(
              ErrorCode.STORAGE_FAILED,
              "The part store cannot be listed.",
              "Look at the rights and the disk of the node's data directory."),
          e);
    }
  }

  private CompletionStage<Void> delete(String run, Predicate<String> which) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            for (String path : store.list(run)) {
              if (which.test(path)) {
                store.delete(path);
              }
            }
          } catch (IOException e) {
            throw new WeirException(
                Problem.of(
                        ErrorCode.STORAGE_FAILED,
                        "The files of the run \"" + run + "\" could not all be deleted.",
                        "Look at the node's log and the part store; repeat the request.")
                    .at("run", run),
                e);
          }
        },
        blocking);
  }
}
