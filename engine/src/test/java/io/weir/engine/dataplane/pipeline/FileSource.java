package io.weir.engine.dataplane.pipeline;

import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A file as a source. */
final class FileSource implements SourceStream {
  private final SourceFormat format;
  private final InputStream file;

  FileSource(SourceFormat format, Path path) {
    this.format = format;
    try {
      file = new FileInputStream(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SourceFormat format() {
    return format;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      return file.read(buffer, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
