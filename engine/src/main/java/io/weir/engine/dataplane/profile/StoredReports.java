package io.weir.engine.dataplane.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is told of whole tables, as JSON in the part store: {@code run/folder/table.json}.
 *
 * @param <T> what is told of a table
 */
final class StoredReports<T> {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  private final PartStore store;
  private final String folder;
  private final Class<T> type;
  private final String what;

  /** A file that was written. */
  record Stored(String path, long bytes, String checksum) {}

  /**
   * @param what a file holds, for messages
   */
  StoredReports(PartStore store, String folder, Class<T> type, String what) {
    this.store = store;
    this.folder = folder;
    this.type = type;
    this.what = what;
  }

  /** Stores a table's report; the same report always as the same bytes. */
  Stored write(String run, String table, T report) {
    String path = run + "/" + folder + "/" + table + ".json";
    try (PartStore.Draft draft = store.create(path)) {
      draft.write(ByteBuffer.wrap(MAPPER.writeValueAsBytes(report)));
      PartStore.Committed file = draft.commit();
      return new Stored(path, file.bytes(), file.checksum());
    } catch (IOException e) {
      throw failed(run, e);
    }
  }

  /**
   * Reads a table's report back.
   *
   * @return empty when it was deleted
   * @throws WeirException DAMAGED_PART or STORAGE_FAILED
   */
  Optional<T> read(String run, String table, String path, String checksum) {
    try (SeekableByteChannel channel = store.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until it is full
      }
      if (!sha256(bytes.array()).equals(checksum)) {
        throw damaged(run, table, path);
      }
      return Optional.of(MAPPER.readValue(bytes.array(), type));
    } catch (NoSuchFileException deleted) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(run, e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private WeirException damaged(String run, String table, String path) {
    return new WeirException(
        Problem.of(
                ErrorCode.DAMAGED_PART,
                "The " + what + " " + path + " of the part store is not as it was written.",
                "Check the part store's disks and restore the file; the run itself is not harmed.")
            .at("run", run)
            .at("table", table));
  }

  private WeirException failed(String run, IOException cause) {
    return new WeirException(
        Problem.of(
                ErrorCode.STORAGE_FAILED,
                "The part store failed to keep or to give a " + what + ".",
                "Check that the part store can be reached and has space left, then resume the run.")
            .at("run", run),
        cause);
  }
}
