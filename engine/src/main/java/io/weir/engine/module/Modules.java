package io.weir.engine.module;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PrivacyAmount;
import io.weir.engine.definition.PrivacySpending;
import io.weir.engine.definition.RulesScript;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.engine.entity.EntityShell;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Naming;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sha256;
import io.weir.engine.entity.Sharded;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.persistence.typed.PersistenceId;

/** All data modules. Every call fails with a {@link WeirException}. */
public final class Modules {
  private final Sharded<Module.Command, ModuleVersionView> modules;
  private final Listing<ModuleVersionView> listing;
  private final DocumentReader reader;
  private final DocumentThreads threads = new DocumentThreads();

  /** Joins this node to those that hold modules. */
  public Modules(
      ClusterSharding sharding,
      InstantSource clock,
      Listing<ModuleVersionView> listing,
      DocumentReader reader) {
    this.modules = new Sharded<>(sharding, Module.KEY, ModuleVersionView.class, clock, Naming.NAME);
    this.listing = listing;
    this.reader = reader;
    sharding.init(
        Entity.of(
            Module.KEY,
            context ->
                new EntityShell<>(
                    PersistenceId.of(Module.KEY.name(), context.getEntityId()), new Module())));
  }

  /**
   * Stores a document as an immutable version of the module it names. Importing the same bytes
   * again changes nothing; other bytes under a version that exists fail with ALREADY_EXISTS, a
   * document that has problems with INVALID_DOCUMENT and all of them.
   */
  public CompletionStage<ModuleVersionView> importDocument(String by, String document, String key) {
    return importDocument(by, document, Optional.empty(), key);
  }

  /**
   * The same for a document that was made from a foreign description.
   *
   * @param original what it was made from; of a version that is stored already it stays as it was
   */
  public CompletionStage<ModuleVersionView> importDocument(
      String by, String document, Optional<ForeignOriginal> original, String key) {
    return resolve(document)
        .thenCompose(plan ->
            modules.ask(
                plan.module(),
                new Module.Import(
                    plan.module(),
                    document(plan, document),
                    original,
                    plan.privacy().budget(),
                    Origin.of(by, key, "import", document))));
  }

  /** All problems of a document, or its plan and warnings; stores nothing. */
  public CompletionStage<DocumentResult> check(String document) {
    return threads.read(() -> reader.read(document));
  }

  /**
   * A stored version.
   *
   * @param version SemVer, or empty text for the newest
   */
  public CompletionStage<ModuleVersionView> get(String module, String version) {
    return modules.ask(module, new Module.Get(module, version));
  }

  /** The same, together with {@link #ledger} unless there is nothing in it. */
  public CompletionStage<ModuleVersionView> look(String module, String version) {
    return modules.ask(module, new Module.Look(module, version));
  }

  /** The plan of a stored version. */
  public CompletionStage<Plan> plan(String module, String version) {
    return get(module, version).thenCompose(stored -> resolve(stored.document()));
  }

  /** The plan of a stored version with the rules of scripts put in, or what is wrong with it. */
  public CompletionStage<DocumentResult> plan(
      String module, String version, List<RulesScript> rules) {
    return get(module, version)
        .thenCompose(stored -> threads.read(() -> reader.read(stored.document(), rules)));
  }

  /**
   * Stored versions by module and age, without documents.
   *
   * @param module empty text for all
   */
  public CompletionStage<Page<ModuleVersionView>> listVersions(String module, PageRequest request) {
    return listing.page(module, request);
  }

  /**
   * What the versions of a module have spent of differential privacy, those that are being uploaded
   * included.
   */
  public CompletionStage<PrivacyLedger> ledger(String module) {
    return look(module, "").thenApply(Modules::ledger);
  }

  /**
   * Sets the next version aside for a run, and what it spends of the privacy budget; once, however
   * often it is called. Fails with PRIVACY_BUDGET_SPENT if not so much is left.
   *
   * @param privacy what the run spends, and the budget of the document it works by
   */
  public CompletionStage<String> reserve(
      String module, String base, Bump bump, String run, PrivacySpending privacy) {
    return modules
        .ask(module, new Module.Reserve(module, base, bump, run, privacy.total(), privacy.budget()))
        .thenApply(ModuleVersionView::version);
  }

  /** Gives back what is set aside for a run, of which nothing has left or ever will. */
  public CompletionStage<Void> release(String module, String run) {
    return modules.ask(module, new Module.Release(module, run)).thenAccept(_ -> {});
  }

  /**
   * Stores the version a run has published; once, however often it is called.
   *
   * @param spent of the privacy budget
   */
  public CompletionStage<ModuleVersionView> publish(
      String document, String predecessor, String run, PrivacyAmount spent) {
    return resolve(document)
        .thenCompose(plan ->
            modules.ask(
                plan.module(),
                new Module.Publish(
                    plan.module(), document(plan, document), predecessor, run, spent)));
  }

  private static PrivacyLedger ledger(ModuleVersionView looked) {
    return looked.privacy().orElseGet(PrivacyLedger::empty);
  }

  private static Module.Document document(Plan plan, String text) {
    return new Module.Document(plan.version(), text, Sha256.of(text));
  }

  private CompletionStage<Plan> resolve(String document) {
    if (document.getBytes(StandardCharsets.UTF_8).length > DocumentReader.MOST_BYTES) {
      return CompletableFuture.failedFuture(
          new WeirException(
              Refusals.invalid(
                  "document",
                  "The document is larger than 1 MiB.",
                  "Keep data out of module documents; they say where it is.")));
    }
    return check(document)
        .thenApply(result ->
            switch (result) {
              case DocumentResult.Resolved resolved -> resolved.plan();
              case DocumentResult.Rejected(List<DocumentProblem> problems) ->
                  throw rejected(problems);
            });
  }

  /** What a call fails with when a description has problems. */
  public static WeirException rejected(List<DocumentProblem> problems) {
    List<Problem> all =
        problems.stream().map(problem -> problem.toProblem(ErrorCode.INVALID_DOCUMENT)).toList();
    return all.size() == 1
        ? new WeirException(all.getFirst())
        : new WeirException(
            Problem.of(
                ErrorCode.INVALID_DOCUMENT,
                "The module document has " + all.size() + " problems.",
                "Mend them; each says where it is and what to do."),
            all);
  }
}
