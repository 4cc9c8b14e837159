package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.verify.TableDigest;
import io.weir.engine.vocabulary.Problem;
import java.util.Map;

/** Whether a version's collection protocol yields what was uploaded. */
public sealed interface Proof {
  /**
   * It does.
   *
   * @param digests of each table
   */
  record Proved(Map<String, TableDigest> digests) implements Proof {
    public Proved {
      digests = Map.copyOf(digests);
    }
  }

  /** It does not (PROOF_FAILED), or could not be read; what was uploaded is not touched. */
  record Failed(Problem problem) implements Proof {}
}
