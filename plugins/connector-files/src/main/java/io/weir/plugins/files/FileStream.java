package io.weir.plugins.files;

import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The bytes of a file, as long as it stays the file that was opened. */
final class FileStream implements SourceStream {
  /** The channel copies through a buffer outside the heap as large as the read. */
  private static final int LARGEST_READ = 1 << 20;

  private final String name;
  private final Path path;
  private final FileChannel channel;
  private final BasicFileAttributes opened;
  private final SourceFormat format;

  FileStream(
      String name,
      Path path,
      FileChannel channel,
      BasicFileAttributes opened,
      SourceFormat format) {
    this.name = name;
    this.path = path;
    this.channel = channel;
    this.opened = opened;
    this.format = format;
  }

  @Override
  public SourceFormat format() {
    return format;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      int read = channel.read(ByteBuffer.wrap(buffer, offset, Math.min(length, LARGEST_READ)));
      if (read == -1) {
        requireUnchanged();
      }
      return read;
    } catch (ClosedChannelException closed) {
      throw new ConnectorException(
          Kind.FAILED,
          "reading of the file " + name + " was stopped",
          "Start the run again.",
          closed);
    } catch (IOException failed) {
      throw new ConnectorException(
          Kind.UNAVAILABLE,
          "the file " + name + " could not be read to its end",
          "Check that the file system answers, then run again.",
          failed);
    }
  }

  /** A file that is still being written would end too early, or in the middle of a record. */
  private void requireUnchanged() throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    if (now.size() != opened.size()
        || channel.position() != opened.size()
        || !now.lastModifiedTime().equals(opened.lastModifiedTime())) {
      throw new ConnectorException(
          Kind.FAILED,
          "the file " + name + " changed while it was read",
          "Run again when whatever writes the file has finished.");
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException nothingWasWritten) {
      // Closing a file that was only read loses nothing.
    }
  }
}
