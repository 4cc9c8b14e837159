package io.weir.engine.module;

import io.weir.engine.definition.DocumentResult;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** All data modules. Every call fails with a {@link io.weir.engine.vocabulary.WeirException}. */
public final class Modules {
  private final Listing<ModuleVersionView> listing;
  private final DocumentReader reader;

  /** Joins this node to those that hold modules. */
  public Modules(
      ClusterSharding sharding,
      InstantSource clock,
      Listing<ModuleVersionView> listing,
      DocumentReader reader) {
    this.listing = listing;
    this.reader = reader;
  }

  /**
   * Stores a document as an immutable version of the module it names. Importing the same bytes again changes
   * nothing; other bytes under a version that exists fail with ALREADY_EXISTS, a document that has problems
   * with INVALID_DOCUMENT.
   */
  public CompletionStage<ModuleVersionView> importDocument(String by, String document, String key) {
    throw new UnsupportedOperationException();
  }

  /** All problems of a document, or its plan and warnings; stores nothing. */
  public CompletionStage<DocumentResult> check(String document) {
    return CompletableFuture.supplyAsync(() -> reader.read(document));
  }

  /**
   * A stored version.
   *
   * @param version SemVer, or empty text for the newest
   */
  public CompletionStage<ModuleVersionView> get(String module, String version) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stored versions, without documents.
   *
   * @param module empty text for all
   */
  public CompletionStage<Page<ModuleVersionView>> listVersions(String module, PageRequest request) {
    return listing.page(module, request);
  }
}
