package io.weir.engine.dataplane.verify;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Fingerprints put aside by their radix partition: each partition is a chain of pages in one
 * temporary file, which has no name, so that it is gone with the process. For one thread.
 */
final class FingerprintSpill implements AutoCloseable {
  /** Bytes of a fingerprint. */
  private static final int ENTRY = 16;

  private static final int LEAST_PAGE = 256;
  private static final int MOST_PAGE = 1 << 16;

  private final FileChannel file;
  private final ByteBuffer[] pages;
  private final long[][] places;
  private final int[] full;
  private final int pageBytes;
  private long pagesWritten;

  /**
   * @param budget bytes that the pages being written may take, as far as there can be few so small
   */
  FingerprintSpill(Path directory, int partitions, long budget) {
    pageBytes = (int) Math.clamp(budget / partitions / ENTRY * ENTRY, LEAST_PAGE, MOST_PAGE);
    file = open(directory);
    pages = new ByteBuffer[partitions];
    places = new long[partitions][4];
    full = new int[partitions];
    for (int partition = 0; partition < partitions; partition++) {
      pages[partition] = ByteBuffer.allocate(pageBytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  void add(int partition, long high, long low) {
    ByteBuffer page = pages[partition];
    page.putLong(high).putLong(low);
    if (!page.hasRemaining()) {
      write(partition, page);
    }
  }

  private void write(int partition, ByteBuffer page) {
    if (full[partition] == places[partition].length) {
      places[partition] = Arrays.copyOf(places[partition], full[partition] * 2);
    }
    places[partition][full[partition]++] = pagesWritten;
    page.flip();
    try {
      long at = pagesWritten++ * pageBytes;
      while (page.hasRemaining()) {
        at += file.write(page, at);
      }
    } catch (IOException e) {
      throw failed(e);
    }
    page.clear();
  }

  /** Shows the fingerprints of a partition, in the order in which they were added. */
  void forEach(int partition, Visitor visitor) {
    ByteBuffer page = ByteBuffer.allocate(pageBytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < full[partition]; at++) {
      read(places[partition][at], page.clear());
      show(page.flip(), visitor);
    }
    show(pages[partition].duplicate().order(ByteOrder.LITTLE_ENDIAN).flip(), visitor);
  }

  private void read(long place, ByteBuffer page) {
    try {
      while (page.hasRemaining()) {
        if (file.read(page, place * pageBytes + page.position()) < 0) {
          throw new IOException("a temporary file ends early");
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void show(ByteBuffer page, Visitor visitor) {
    while (page.hasRemaining()) {
      visitor.fingerprint(page.getLong(), page.getLong());
    }
  }

  /** Sees a fingerprint. */
  interface Visitor {
    void fingerprint(long high, long low);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** A new file without a name. */
  static FileChannel open(Path directory) {
    try {
      Files.createDirectories(directory);
      Path path = Files.createTempFile(directory, "verify", ".spill");
      FileChannel opened =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      Files.deleteIfExists(path);
      return opened;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  static WeirException failed(IOException e) {
    return new WeirException(
        Problem.of(
            ErrorCode.STORAGE_FAILED,
            "Fingerprints of values could not be put aside in a temporary file.",
            "Check the space and the rights of the folder for temporary files, then go on with the"
                + " run."),
        e);
  }
}
