package io.weir.engine.definition;

import java.util.List;
import java.util.Optional;

/**
 * Reads module documents: JSON-LD under our own context, taken as plain JSON. Nothing is loaded
 * from anywhere. Stateless and thread-safe.
 *
 * <p>A document is at most 1 MiB of UTF-8, nested at most 64 levels, with at most 500,000 values;
 * no object may have a name twice. Every problem is reported at once, up to 1,000.
 */
public final class DocumentReader {
  /** How large a document may be, in UTF-8, wherever it comes from: 1 MiB. */
  public static final int MOST_BYTES = 1024 * 1024;

  private final Optional<Extensions> extensions;

  /** Judges the names of methods and strategies, and their parameters, by what is installed. */
  public DocumentReader(Extensions extensions) {
    this.extensions = Optional.of(extensions);
  }

  private DocumentReader() {
    this.extensions = Optional.empty();
  }

  /**
   * A reader for where no plugins are at hand: any method, strategy and method parameter will do.
   */
  public static DocumentReader withoutExtensions() {
    return new DocumentReader();
  }

  /** Reads a document from its bytes, which must be UTF-8. */
  public DocumentResult read(byte[] document) {
    return read(document, List.of());
  }

  /** Reads a document from its bytes, which must be UTF-8, with the rules of scripts put in. */
  public DocumentResult read(byte[] document, List<RulesScript> rules) {
    Problems problems = new Problems();
    Optional<String> text = JsonText.decode(document, problems);
    return text.map(found -> read(found, rules))
        .orElseGet(() -> new DocumentResult.Rejected(problems.errors()));
  }

  /** Reads a document. */
  public DocumentResult read(String document) {
    return read(document, List.of());
  }

  /**
   * Reads a document with the rules of scripts put in. Problems of a script name it; their place is
   * a place in that script.
   */
  public DocumentResult read(String document, List<RulesScript> rules) {
    Problems problems = new Problems();
    Optional<Plan> plan =
        JsonText.parse(document, problems)
            .map(root -> new RulesMerge(problems).into(root, rules))
            .flatMap(root -> new ModuleReader(problems, extensions).read(root));
    return plan.isPresent() && !problems.any()
        ? new DocumentResult.Resolved(plan.get(), problems.warnings())
        : new DocumentResult.Rejected(problems.errors());
  }
}
