package io.weir.engine.dataplane.parts;

import io.weir.engine.dataplane.PartId;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** What goes wrong with files of the part store, as problems. */
final class StorageProblems {
  private StorageProblems() {}

  /** The bytes of a file are not what was written. */
  static final class DamagedFile extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedFile(String message) {
      super(message);
    }
  }

  static WeirException failed(PartId id, String doing, Exception cause) {
    Problem problem =
        Problem.of(
            ErrorCode.STORAGE_FAILED,
            "The part store failed while " + doing + ": " + cause.getMessage() + ".",
            "Check that the part store can be reached and has space left, then resume the run.");
    return new WeirException(at(problem, id), cause);
  }

  /**
   * A file that is not there, ends early or makes no sense is damaged; anything else is the store's
   * failure.
   */
  static WeirException unreadable(PartId id, String path, Exception cause) {
    return cause instanceof RuntimeException
            || cause instanceof DamagedFile
            || cause instanceof EOFException
            || cause instanceof NoSuchFileException
        ? damaged(id, path, cause)
        : failed(id, "reading a part", cause);
  }

  private static WeirException damaged(PartId id, String path, Exception cause) {
    Problem problem =
        Problem.of(
            ErrorCode.DAMAGED_PART,
            "The file " + path + " of the part store is not as it was written.",
            "Check the part store's disks, restore the file or start the run anew.");
    return new WeirException(at(problem, id), cause);
  }

  private static Problem at(Problem problem, PartId id) {
    return problem
        .at("run", id.run())
        .at("table", id.table())
        .at("source", Integer.toString(id.source()))
        .at("part", Integer.toString(id.number()));
  }
}
