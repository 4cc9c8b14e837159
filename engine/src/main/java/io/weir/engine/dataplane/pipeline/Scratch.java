package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.PartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.util.UUID;

/** Folders of the part store that no ledger names: what is put aside during one execution. */
final class Scratch {
  private final PartStore store;

  Scratch(PartStore store) {
    this.store = store;
  }

  /**
   * A folder's name that no other execution uses, also none that was fenced off but does not know
   * yet.
   */
  String name(String run) {
    return run + "~" + UUID.randomUUID();
  }

  void delete(String path) {
    try {
      store.delete(path);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void clear(String name) {
    try {
      for (String path : store.list(name)) {
        store.delete(path);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static WeirException failed(IOException e) {
    return new WeirException(
        Problem.of(
            ErrorCode.STORAGE_FAILED,
            "The part store could not delete temporary files.",
            "Check the part store's disk and rights, then go on with the run."),
        e);
  }
}
