package io.weir.engine.oracle;

import io.weir.engine.dataplane.PartStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Part files in memory: real parts without waiting for a disk. */
public final class MemoryPartStore implements PartStore {
  private final ConcurrentSkipListMap<String, byte[]> files = new ConcurrentSkipListMap<>();

  @Override
  public Draft create(String path) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    return new Draft() {
      @Override
      public int write(ByteBuffer source) {
        int length = source.remaining();
        byte[] bytes = new byte[length];
        source.get(bytes);
        content.writeBytes(bytes);
        return length;
      }

      @Override
      public Committed commit() {
        byte[] bytes = content.toByteArray();
        files.put(path, bytes);
        return new Committed(bytes.length, sha256(bytes));
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public SeekableByteChannel open(String path) throws IOException {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new NoSuchFileException(path);
    }
    return new Content(bytes);
  }

  @Override
  public List<String> list(String folder) {
    return files.keySet().stream()
        .filter(path -> folder.isEmpty() || path.startsWith(folder + "/"))
        .toList();
  }

  @Override
  public void delete(String path) {
    files.remove(path);
  }

  private static final class Content implements SeekableByteChannel {
    private final ByteBuffer bytes;

    Content(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public int read(ByteBuffer target) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int length = Math.min(bytes.remaining(), target.remaining());
      target.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public long position() {
      return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long position) {
      bytes.position((int) Math.min(position, bytes.limit()));
      return this;
    }

    @Override
    public long size() {
      return bytes.limit();
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
