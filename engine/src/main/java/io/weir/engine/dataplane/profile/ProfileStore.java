package io.weir.engine.dataplane.profile;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Profiles in the part store. {@code run/profiling/…} holds those of single parts, while the run is
 * being prepared; {@code run/profile/table.json} those of whole tables, for as long as the outbox.
 * Thread-safe.
 */
public final class ProfileStore {
  /** The folder of a run that holds the profiles of its tables. */
  public static final String FOLDER = "profile";

  private static final String OF_PARTS = "profiling";

  private final PartStore store;
  private final StoredReports<TableProfile> reports;

  public ProfileStore(PartStore store) {
    this.store = store;
    this.reports = new StoredReports<>(store, FOLDER, TableProfile.class, "column profile");
  }

  /** Keeps what was gathered of a part. */
  void keep(Part part, TableProfiler profiler) {
    write(part.id().run(), ofPart(part), profiler.bytes(part.checksum()));
  }

  /**
   * Adds what was kept of a part.
   *
   * @return whether it was there and whole
   */
  boolean add(Part part, TableProfiler profiler) {
    try {
      return profiler.add(read(ofPart(part)), part.checksum());
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException e) {
      throw failed(part.id().run(), e);
    }
  }

  private static String ofPart(Part part) {
    int run = part.path().indexOf('/');
    return part.path().substring(0, run + 1) + OF_PARTS + part.path().substring(run);
  }

  /** Stores a table's profile; the same profile always as the same bytes. */
  public ProfileFile write(String run, TableProfile profile) {
    StoredReports.Stored file = reports.write(run, profile.table(), profile);
    return new ProfileFile(profile.table(), file.path(), file.bytes(), file.checksum());
  }

  private void write(String run, String path, byte[] bytes) {
    try (PartStore.Draft draft = store.create(path)) {
      draft.write(ByteBuffer.wrap(bytes));
      draft.commit();
    } catch (IOException e) {
      throw failed(run, e);
    }
  }

  /**
   * Reads a table's profile back.
   *
   * @return empty when it was deleted
   * @throws WeirException DAMAGED_PART or STORAGE_FAILED
   */
  public Optional<TableProfile> read(String run, ProfileFile file) {
    return reports.read(run, file.table(), file.path(), file.checksum());
  }

  private byte[] read(String path) throws IOException {
    try (SeekableByteChannel channel = store.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until it is full
      }
      return bytes.array();
    }
  }

  private static WeirException failed(String run, IOException cause) {
    return new WeirException(
        Problem.of(
                ErrorCode.STORAGE_FAILED,
                "The part store failed to keep or to give a column profile.",
                "Check that the part store can be reached and has space left, then resume the run.")
            .at("run", run),
        cause);
  }
}
