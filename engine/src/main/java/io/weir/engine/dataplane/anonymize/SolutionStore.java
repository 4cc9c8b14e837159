package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.SolutionFile;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Solutions in the part store, {@code run/solutions/table~id}, until the run is prepared or has
 * ended. Each is written under a name of its own, so that an execution that was given up and does
 * not know it yet cannot replace one the ledger names.
 */
public final class SolutionStore {
  private static final String FOLDER = "solutions";
  private static final int BUFFER = 1 << 16;

  private final PartStore store;

  public SolutionStore(PartStore store) {
    this.store = store;
  }

  /**
   * Keeps a solution; it is durable when this returns.
   *
   * @param id that nothing else was kept under
   * @throws WeirException STORAGE_FAILED
   */
  public SolutionFile write(String run, ModelSolution solution, UUID id) {
    return write(run, solution.table(), solution.kept(), id);
  }

  SolutionFile write(String run, String table, KeptSolution solution, UUID id) {
    String path = run + "/" + FOLDER + "/" + table + "~" + id;
    try (PartStore.Draft draft = store.create(path)) {
      OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(draft), BUFFER);
      DataOutputStream out = new DataOutputStream(bytes);
      SolutionFormat.write(solution, out);
      out.flush();
      PartStore.Committed file = draft.commit();
      return new SolutionFile(table, path, file.bytes(), file.checksum());
    } catch (IOException e) {
      throw failed(run, table, e);
    }
  }

  /**
   * Reads a solution back. One that is not as it was written ends the run rather than being
   * searched again: records are suppressed and parts may be written by it, and another solution
   * need not keep the promise together with those.
   *
   * @param mostBytes what its tuples may take of the heap
   * @throws WeirException DAMAGED_PART, STORAGE_FAILED
   */
  KeptSolution read(String run, SolutionFile file, long mostBytes) {
    try {
      if (!checksum(file.path()).equals(file.checksum())) {
        throw damaged(run, file, "is not as it was written");
      }
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(open(file.path()), BUFFER))) {
        return SolutionFormat.read(in, mostBytes);
      }
    } catch (NoSuchFileException e) {
      throw damaged(run, file, "is not there");
    } catch (SolutionFormat.UnknownFormat e) {
      throw damaged(run, file, "was written by a version that keeps solutions otherwise");
    } catch (IOException e) {
      throw failed(run, file.table(), e);
    }
  }

  private InputStream open(String path) throws IOException {
    return Channels.newInputStream(store.open(path));
  }

  private String checksum(String path) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = new DigestInputStream(open(path), digest)) {
      while (in.read(buffer) >= 0) {
        // until all of it went through the digest
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  static WeirException damaged(String run, SolutionFile file, String what) {
    return new WeirException(
        Problem.of(
                ErrorCode.DAMAGED_PART,
                "The kept solution " + file.path() + " of the part store " + what + ".",
                "Check the part store's disks, restore the file or start the run anew.")
            .at("run", run)
            .at("table", file.table()));
  }

  private static WeirException failed(String run, String table, IOException cause) {
    return new WeirException(
        Problem.of(
                ErrorCode.STORAGE_FAILED,
                "The part store failed to keep or to give the solution of a privacy model.",
                "Check that the part store can be reached and has space left, then resume the run.")
            .at("run", run)
            .at("table", table),
        cause);
  }
}
