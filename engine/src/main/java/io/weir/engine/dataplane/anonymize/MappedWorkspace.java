package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.space.Longs;
import io.weir.engine.dataplane.space.TemporaryFiles;
import io.weir.spi.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Room for a method's notes: on the heap while an allowance lasts, else in temporary files without
 * names.
 */
public final class MappedWorkspace implements Workspace, AutoCloseable {
  private static final int BLOCK = 1 << 20;

  private final Path directory;
  private final long memory;
  private final AtomicLong allowance;
  private final ConcurrentLinkedQueue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

  /**
   * @param memory bytes of heap
   */
  public MappedWorkspace(Path directory, long memory) {
    this.directory = directory;
    this.memory = memory;
    this.allowance = new AtomicLong(memory);
  }

  @Override
  public long memory() {
    return memory;
  }

  @Override
  public LongArray longs(long size) {
    Longs longs = Longs.of(size, directory, allowance);
    open.add(longs);
    return new LongArray() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public long get(long index) {
        return longs.get(index);
      }

      @Override
      public void set(long index, long value) {
        longs.set(index, value);
      }
    };
  }

  @Override
  public ByteStore bytes() {
    Blocks blocks = new Blocks();
    open.add(blocks);
    return blocks;
  }

  @Override
  public void close() {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Byte strings with their lengths before them, in blocks. A block that is full goes to the file
   * when the allowance is used up.
   */
  private final class Blocks implements ByteStore, AutoCloseable {
    private final List<byte[]> held = new ArrayList<>();
    private byte[] last = new byte[0];
    private long start;
    private int end;
    private FileChannel file;
    private long stored;

    @Override
    public synchronized long add(byte[] source, int from, int length) {
      if (end + Integer.BYTES + length > last.length) {
        begin(Integer.BYTES + length);
      }
      long address = start + end;
      ByteBuffer.wrap(last).putInt(end, length);
      System.arraycopy(source, from, last, end + Integer.BYTES, length);
      end += Integer.BYTES + length;
      return address;
    }

    /**
     * Addresses are block number times the size of a block; a long string has blocks of its own.
     */
    private void begin(int least) {
      keep();
      int blocks = Math.ceilDiv(least, BLOCK);
      last = new byte[Math.multiplyExact(blocks, BLOCK)];
      end = 0;
    }

    private void keep() {
      if (last.length == 0) {
        return;
      }
      if (file == null && allowance.addAndGet(-last.length) >= 0) {
        for (int at = 0; at < last.length; at += BLOCK) {
          held.add(last.length == BLOCK ? last : Arrays.copyOfRange(last, at, at + BLOCK));
        }
      } else {
        spill();
      }
      start += last.length;
    }

    private void spill() {
      try {
        if (file == null) {
          allowance.addAndGet(last.length);
          file = TemporaryFiles.open(directory);
        }
        ByteBuffer bytes = ByteBuffer.wrap(last);
        while (bytes.hasRemaining()) {
          stored += file.write(bytes, stored);
        }
      } catch (IOException e) {
        throw TemporaryFiles.failed(e);
      }
    }

    @Override
    public synchronized byte[] get(long address) {
      int length = ByteBuffer.wrap(read(address, Integer.BYTES)).getInt();
      return read(address + Integer.BYTES, length);
    }

    private byte[] read(long address, int length) {
      if (address >= start) {
        int from = Math.toIntExact(address - start);
        return Arrays.copyOfRange(last, from, from + length);
      }
      byte[] bytes = new byte[length];
      long inMemory = (long) held.size() * BLOCK;
      int done = 0;
      while (done < length && address + done < inMemory) {
        long at = address + done;
        byte[] block = held.get((int) (at / BLOCK));
        int offset = (int) (at % BLOCK);
        int size = Math.min(length - done, BLOCK - offset);
        System.arraycopy(block, offset, bytes, done, size);
        done += size;
      }
      if (done < length) {
        readStored(bytes, done, address + done - inMemory);
      }
      return bytes;
    }

    private void readStored(byte[] bytes, int from, long at) {
      try {
        ByteBuffer into = ByteBuffer.wrap(bytes, from, bytes.length - from);
        long position = at;
        while (into.hasRemaining()) {
          int read = file.read(into, position);
          if (read < 0) {
            throw new IOException("a temporary file ends early");
          }
          position += read;
        }
      } catch (IOException e) {
        throw TemporaryFiles.failed(e);
      }
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
}
