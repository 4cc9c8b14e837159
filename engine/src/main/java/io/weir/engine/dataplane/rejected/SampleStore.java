package io.weir.engine.dataplane.rejected;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.dataplane.SampleSeal;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * Samples of rejected records in the part store, all of them sealed. {@code run/rejecting/…} holds
 * those of single parts while sources are read: each is there before the ledger hears of its part,
 * under a name that holds the part's checksum, and cannot be made again. {@code run/rejected/table}
 * holds those of whole tables, for as long as the outbox. Thread-safe.
 *
 * <p>Failures are {@link WeirException}s of code STORAGE_FAILED or DAMAGED_PART.
 */
public final class SampleStore {
  /** The folder of a run that holds the samples of its tables. */
  public static final String FOLDER = "rejected";

  private static final String OF_PARTS = "rejecting";

  private final PartStore store;
  private final SampleSeal seal;

  public SampleStore(PartStore store, SampleSeal seal) {
    this.store = store;
    this.seal = seal;
  }

  /** Keeps what was rejected among the records that a part covers. */
  public void keep(Part part, RejectedSample sample) {
    commit(part.id().run(), ofPart(part), sample);
  }

  /** Keeps what was rejected after the last part of a source. */
  public void keepLast(String run, String table, int source, RejectedSample sample) {
    commit(run, last(run, table, source), sample);
  }

  /** Adds what was kept of a part. */
  public void add(Part part, RejectedSample to) {
    add(part.id().run(), ofPart(part), to);
  }

  /** Adds what was kept of the records after the last part of a source. */
  public void addLast(String run, String table, int source, RejectedSample to) {
    add(run, last(run, table, source), to);
  }

  private void add(String run, String path, RejectedSample to) {
    if (!read(run, path, to)) {
      throw damaged(run, path, new NoSuchFileException(path));
    }
  }

  private static String ofPart(Part part) {
    return folder(part.id().run(), part.id().table(), part.id().source())
        + part.id().number()
        + "-"
        + part.checksum();
  }

  private static String last(String run, String table, int source) {
    return folder(run, table, source) + "last";
  }

  private static String folder(String run, String table, int source) {
    return run + "/" + OF_PARTS + "/" + table + "/" + source + "/";
  }

  /** Keeps the sample of a whole table. */
  public void write(String run, String table, RejectedSample sample) {
    commit(run, ofTable(run, table), sample);
  }

  /**
   * The sample of a whole table by source and position.
   *
   * @param columns the table's, in document order
   * @return empty when there is none yet, or none any more
   */
  public Optional<List<RejectedRecord>> read(
      String run, String table, int most, List<String> columns) {
    RejectedSample sample = new RejectedSample(run, table, most);
    return read(run, ofTable(run, table), sample)
        ? Optional.of(sample.records(columns))
        : Optional.empty();
  }

  private static String ofTable(String run, String table) {
    return run + "/" + FOLDER + "/" + table;
  }

  private void commit(String run, String path, RejectedSample sample) {
    byte[] sealed = seal.seal(path, sample.bytes());
    try (PartStore.Draft draft = store.create(path)) {
      draft.write(ByteBuffer.wrap(sealed));
      draft.commit();
    } catch (IOException e) {
      throw failed(run, e);
    }
  }

  /** Whether it was there. */
  private boolean read(String run, String path, RejectedSample to) {
    byte[] sealed;
    try (SeekableByteChannel channel = store.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until it is full
      }
      sealed = bytes.array();
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException e) {
      throw failed(run, e);
    }
    try {
      to.add(seal.open(path, sealed));
      return true;
    } catch (SampleSeal.BrokenSeal | IOException | IllegalArgumentException e) {
      throw damaged(run, path, e);
    }
  }

  private static WeirException damaged(String run, String path, Exception cause) {
    return new WeirException(
        Problem.of(
                ErrorCode.DAMAGED_PART,
                "The sample " + path + " of the part store cannot be opened.",
                "Give the node the key it was sealed with, or restore the file; else start the run"
                    + " anew.")
            .at("run", run),
        cause);
  }

  private static WeirException failed(String run, IOException cause) {
    return new WeirException(
        Problem.of(
                ErrorCode.STORAGE_FAILED,
                "The part store failed to keep or to give a sample of rejected records.",
                "Check that the part store can be reached and has space left, then resume the run.")
            .at("run", run),
        cause);
  }
}
