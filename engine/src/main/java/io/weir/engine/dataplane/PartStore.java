package io.weir.engine.dataplane;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * Immutable files by path ({@code a/b/c}). Implemented by {@code storage}. Safe for use by many
 * threads.
 */
public interface PartStore {
  /** Begins a file that does not exist for readers until {@link Draft#commit}. */
  Draft create(String path) throws IOException;

  /** Opens a committed file. */
  SeekableByteChannel open(String path) throws IOException;

  /** The paths of all committed files below a folder, sorted. */
  List<String> list(String folder) throws IOException;

  /** Removes a file if it is there. */
  void delete(String path) throws IOException;

  /** A file being written; closing it without {@link #commit} leaves nothing. */
  interface Draft extends WritableByteChannel {
    /**
     * Makes the file durable and visible, replacing one of the same path; gives its size and
     * checksum.
     */
    Committed commit() throws IOException;
  }

  /**
   * @param checksum SHA-256, lower-case hexadecimal
   */
  record Committed(long bytes, String checksum) {}
}
