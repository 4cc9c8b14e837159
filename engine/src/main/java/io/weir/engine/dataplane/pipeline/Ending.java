package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Part;
import io.weir.engine.vocabulary.Problem;
import java.util.List;

/** How an execution ended. */
public sealed interface Ending {
  /**
   * Everything is verified and awaits review.
   *
   * @param parts those of ANONYMIZE, ordered
   */
  record Prepared(List<Part> parts) implements Ending {
    public Prepared {
      parts = List.copyOf(parts);
    }
  }

  /** The run asked to stop; another execution goes on from its ledger. */
  record Halted() implements Ending {}

  /** The first thing that went wrong; everything else was stopped. */
  record Failed(Problem problem) implements Ending {}
}
