package io.weir.engine.dataplane.upload;

import io.weir.engine.vocabulary.Problem;
import io.weir.spi.Receipt;

/** How an attempt to deliver ended. */
public sealed interface UploadOutcome {
  /** The target holds everything. */
  record Delivered(Receipt receipt) implements UploadOutcome {}

  /**
   * This attempt changed nothing at the target. Where an earlier attempt's outcome is unknown, it
   * still is.
   */
  record Refused(Problem problem) implements UploadOutcome {}

  /**
   * The target may hold everything or nothing. Nothing may be cleaned up; another attempt with the
   * same upload id first asks the target.
   */
  record Unknown(Problem problem) implements UploadOutcome {}
}
