package io.weir.engine.script;

import io.weir.engine.entity.EntityShell;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Naming;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Sharded;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.persistence.typed.PersistenceId;

/**
 * All scripts. Every call fails with a {@link io.weir.engine.vocabulary.WeirException}; {@code by}
 * is the caller's name and {@code key} the idempotency key, possibly empty.
 */
public final class Scripts {
  private final Sharded<Script.Command, Script.Reply> scripts;
  private final Listing<ScriptView> listing;

  /** Joins this node to those that hold scripts. */
  public Scripts(ClusterSharding sharding, InstantSource clock, Listing<ScriptView> listing) {
    this.scripts = new Sharded<>(sharding, Script.KEY, Script.Reply.class, clock, Naming.PATH);
    this.listing = listing;
    sharding.init(
        Entity.of(
            Script.KEY,
            context ->
                new EntityShell<>(
                    PersistenceId.of(Script.KEY.name(), context.getEntityId()), new Script())));
  }

  /** A new script with a first draft; fails with ALREADY_EXISTS. */
  public CompletionStage<ScriptView> create(
      String by, String id, ScriptKind kind, String text, String key) {
    Origin origin = Origin.of(by, key, "create", id, kind, text);
    return seen(id, new Script.Create(id, kind, text, origin));
  }

  /** Replaces the draft; fails with REVISION_CONFLICT. */
  public CompletionStage<ScriptView> update(
      String by, String id, String text, long expectedRevision, String key) {
    Origin origin = Origin.of(by, key, "update", id, text, expectedRevision);
    return seen(id, new Script.Update(id, text, expectedRevision, origin));
  }

  /** Makes the draft the next released version; fails with REVISION_CONFLICT or WRONG_STATE. */
  public CompletionStage<ScriptView> release(
      String by, String id, long expectedRevision, String key) {
    Origin origin = Origin.of(by, key, "release", id, expectedRevision);
    return seen(id, new Script.Release(id, expectedRevision, origin));
  }

  /**
   * A script with the text of a version.
   *
   * @param version a released version, or 0 for the draft
   */
  public CompletionStage<ScriptView> get(String id, int version) {
    return seen(id, new Script.Get(id, version));
  }

  /** A released version; fails with NOT_FOUND or NOT_RELEASED. */
  public CompletionStage<ReleasedScript> released(ScriptVersion version) {
    return scripts
        .ask(version.script(), new Script.GetReleased(version.script(), version.version()))
        .thenApply(reply -> ((Script.Released) reply).script());
  }

  /** Scripts by name, without texts. */
  public CompletionStage<Page<ScriptView>> list(PageRequest request) {
    return listing.page("", request);
  }

  private CompletionStage<ScriptView> seen(String id, Script.Command command) {
    return scripts.ask(id, command).thenApply(reply -> ((Script.Seen) reply).script());
  }
}
