package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.space.TemporaryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Blocks of bytes put aside: on the heap up to an allowance, beyond it in one temporary file. The
 * file loses its name as soon as it is open, so nothing is left of it when the process dies; the
 * place of freed blocks is used again. Safe for use by many threads.
 */
final class Spill implements AutoCloseable {
  private final Path directory;
  private final int blockBytes;
  private final int heapBlocks;
  private final Runnable checkCancelled;
  private final List<byte[]> held = new ArrayList<>();
  private final Deque<Long> freeHeld = new ArrayDeque<>();
  private final Deque<Long> freeStored = new ArrayDeque<>();
  private long stored;
  private FileChannel file;

  /**
   * @param directory where the file lies, for this user only
   * @param heapBytes how much may be held on the heap
   * @param checkCancelled called before each block is read; what it throws ends whoever reads,
   *     however much is still to be read
   */
  Spill(Path directory, int blockBytes, long heapBytes, Runnable checkCancelled) {
    this.directory = directory;
    this.blockBytes = blockBytes;
    this.heapBlocks = (int) Math.min(heapBytes / blockBytes, 1 << 20);
    this.checkCancelled = checkCancelled;
  }

  int blockBytes() {
    return blockBytes;
  }

  /** Puts a block of {@link #blockBytes} aside; gives its name. The array is the caller's again. */
  long store(byte[] block) {
    long name = place();
    if (name < 0) {
      byte[] copy = block.clone();
      synchronized (this) {
        held.set((int) ~name, copy);
      }
      return name;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(block, 0, blockBytes);
      long at = name * blockBytes;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      return name;
    } catch (IOException e) {
      throw TemporaryFiles.failed(e);
    }
  }

  /** A free place; negative names are places on the heap. */
  private synchronized long place() {
    if (!freeHeld.isEmpty()) {
      return freeHeld.pop();
    }
    if (held.size() < heapBlocks) {
      held.add(null);
      return -held.size();
    }
    if (file == null) {
      file = TemporaryFiles.open(directory);
    }
    return freeStored.isEmpty() ? stored++ : freeStored.pop();
  }

  void load(long name, byte[] into) {
    checkCancelled.run();
    if (name < 0) {
      byte[] block;
      synchronized (this) {
        block = held.get((int) ~name);
      }
      System.arraycopy(block, 0, into, 0, blockBytes);
      return;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(into, 0, blockBytes);
      while (bytes.hasRemaining()) {
        if (file.read(bytes, name * blockBytes + bytes.position()) < 0) {
          throw new IOException("a temporary file ends early");
        }
      }
    } catch (IOException e) {
      throw TemporaryFiles.failed(e);
    }
  }

  synchronized void free(long[] names) {
    for (long name : names) {
      if (name < 0) {
        held.set((int) ~name, null);
        freeHeld.push(name);
      } else {
        freeStored.push(name);
      }
    }
  }

  /** Whether anything had to be written to disk. */
  synchronized boolean usedDisk() {
    return file != null;
  }

  @Override
  public synchronized void close() {
    held.clear();
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw TemporaryFiles.failed(e);
    }
  }
}
