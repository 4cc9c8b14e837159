package io.weir.engine.run;

import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** All runs. Every call fails with a {@link io.weir.engine.vocabulary.WeirException}. */
public final class Runs {
  private final Listing<RunView> listing;

  Runs(Listing<RunView> listing) {
    this.listing = listing;
  }

  /** Starts a run of a released task; fails with NOT_RELEASED. */
  public CompletionStage<RunView> start(String by, String task, String key) {
    throw new UnsupportedOperationException();
  }

  /** Ends work after the parts in hand; {@link #resume} goes on. */
  public CompletionStage<RunView> pause(String by, String run, String key) {
    throw new UnsupportedOperationException();
  }

  /**
   * A paused run goes on; a prepared run is confirmed for upload.
   *
   * @param outboxRevision what was reviewed; of no meaning for a paused run. Another one than the outbox's
   *     fails with REVISION_CONFLICT
   */
  public CompletionStage<RunView> resume(
      String by, String run, long outboxRevision, String key) {
    throw new UnsupportedOperationException();
  }

  /** Ends a run for good. */
  public CompletionStage<RunView> stop(String by, String run, boolean clearOutbox, String key) {
    throw new UnsupportedOperationException();
  }

  public CompletionStage<RunView> get(String run) {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs, newest first, without tables and history.
   *
   * @param task empty text for all
   */
  public CompletionStage<Page<RunView>> list(String task, PageRequest request) {
    return listing.page(task, request);
  }

  /** The run now, and again whenever it changes, until it needs a person or has ended. */
  public Source<RunView, NotUsed> watch(String run) {
    throw new UnsupportedOperationException();
  }

  /** What the rules did. */
  public CompletionStage<RunReport> report(String run) {
    throw new UnsupportedOperationException();
  }
}
