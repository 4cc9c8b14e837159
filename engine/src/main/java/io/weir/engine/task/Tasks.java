package io.weir.engine.task;

import io.weir.engine.connection.ConnectionRegistry;
import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.module.DocumentReader;
import io.weir.engine.module.Modules;
import io.weir.engine.script.ScriptVersion;
import io.weir.engine.script.Scripts;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** All tasks. Every call fails with a {@link io.weir.engine.vocabulary.WeirException}. */
public final class Tasks {
  private final Listing<TaskView> listing;

  /** Joins this node to those that hold tasks. */
  public Tasks(
      ClusterSharding sharding,
      InstantSource clock,
      Listing<TaskView> listing,
      Needs needs) {
    this.listing = listing;
  }

  /** What the release of a task looks at. */
  public record Needs(
      Modules modules,
      DocumentReader reader,
      Scripts scripts,
      ConnectionRegistry connections,
      UseOfConnections use,
      Catalogue catalogue) {}

  /**
   * A new task.
   *
   * @param moduleVersion empty text for the newest stored
   */
  public CompletionStage<TaskView> create(
      String by, String id, String module, String moduleVersion, String key) {
    throw new UnsupportedOperationException();
  }

  public CompletionStage<TaskView> get(String id) {
    throw new UnsupportedOperationException();
  }

  /** Tasks by name. */
  public CompletionStage<Page<TaskView>> list(PageRequest request) {
    return listing.page("", request);
  }

  /** Attaches a released extraction script to a source of a table; a released task becomes a draft again. */
  public CompletionStage<TaskView> updateExtractionScript(
      String by,
      String id,
      String table,
      String source,
      ScriptVersion script,
      long expectedRevision,
      String key) {
    throw new UnsupportedOperationException();
  }

  /** Attaches a released uploading script; a released task becomes a draft again. */
  public CompletionStage<TaskView> updateUploadingScript(
      String by, String id, ScriptVersion script, long expectedRevision, String key) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a task ready to run; fails with all that is missing at once ({@link
   * io.weir.engine.vocabulary.WeirException#problems}).
   */
  public CompletionStage<TaskView> release(
      String by, String id, long expectedRevision, String key) {
    throw new UnsupportedOperationException();
  }
}
