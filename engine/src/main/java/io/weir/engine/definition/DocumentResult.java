package io.weir.engine.definition;

import java.util.List;

/** What became of a module document. */
public sealed interface DocumentResult {

  /**
   * @param warnings what should be looked at, in reading order
   */
  record Resolved(Plan plan, List<DocumentProblem> warnings) implements DocumentResult {
    public Resolved {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * @param problems everything that is wrong, in reading order; at least one
   */
  record Rejected(List<DocumentProblem> problems) implements DocumentResult {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
