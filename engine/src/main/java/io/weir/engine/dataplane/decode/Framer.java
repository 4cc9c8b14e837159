package io.weir.engine.dataplane.decode;

import io.weir.engine.dataplane.ResumePoint;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Cuts a stream into chunks that begin and end with a record. Where it cuts depends on the bytes
 * and the limits alone, not on how the bytes arrive. Blocks while the source is silent; for one
 * thread.
 *
 * <p>Whatever is wrong with the bytes is told only after all records before it have been given, as
 * a {@link RecordException} whose record counts from the end of the last chunk.
 */
public final class Framer {
  private final SourceStream stream;
  private final FramingLimits limits;
  private final ChunkBuffers buffers;
  private final StreamDigest digest = new StreamDigest();
  private final Layout layout;
  private final RecordEnds ends;
  private final int mostRecords;
  private final byte recordMark;
  private final long start;

  private byte[] buffer;
  private int length;
  private long position;
  private long stop = Long.MAX_VALUE;
  private boolean ended;
  private boolean over;

  /**
   * Reads the beginning of a stream: the byte order mark if there is one, the names of a CSV's
   * columns.
   *
   * @throws RecordException if the beginning makes no sense, or a CSV does not have the columns that are
   *     wanted
   * @throws io.weir.spi.ConnectorException if the source failed
   */
  public Framer(
      SourceStream stream, Wanted wanted, FramingLimits limits, ChunkBuffers buffers) {
    this.stream = stream;
    this.limits = limits;
    this.buffers = buffers;
    buffer = buffers.take();
    skipByteOrderMark();
    refuseCompressed();
    switch (stream.format()) {
      case SourceFormat.Json _ -> {
        layout = jsonLayout();
        ends = layout instanceof Layout.JsonArray ? new ArrayEnds() : new LineEnds();
      }
      case SourceFormat.Csv csv -> {
        ends = new CsvEnds((byte) csv.delimiter(), (byte) csv.quote());
        List<String> names = csv.names().isEmpty() ? header(csv) : csv.names();
        layout = CsvHeader.layout(csv, names, wanted);
      }
    }
    start = position;
    mostRecords = mostRecords(wanted.columns());
    recordMark = (byte) (layout instanceof Layout.JsonArray ? '}' : '\n');
  }

  /** How many records a chunk may have, if it might have more. */
  private int mostRecords(int columns) {
    int most = Math.max(1, limits.chunkCells() / Math.max(1, columns));
    int shortest = layout instanceof Layout.Csv csv ? csv.columns().length : "{}\n".length();
    return limits.chunkBytes() / shortest > most ? most : Integer.MAX_VALUE;
  }

  public Layout layout() {
    return layout;
  }

  /** The next records, or empty when the stream has ended as it should. */
  public Optional<Chunk> next() {
    if (over) {
      return Optional.empty();
    }
    for (int target = limits.chunkBytes(); ; target = grow(target)) {
      fill(target);
      int to = Math.min(length, target);
      RecordEnds.Found found = find(to, target == limits.chunkBytes());
      if (found.end() > 0) {
        return Optional.of(cut(found.end()));
      }
      if (found.over() >= 0) {
        endArray(found.over());
        return Optional.empty();
      }
      if (found.faultAt() >= 0) {
        throw RecordException.malformed(found.fault(), 0, position + found.faultAt());
      }
      if (to == length && position + length == stop) {
        return length == 0 ? Optional.empty() : Optional.of(cut(length));
      }
      if (to == length && ended) {
        return last(found);
      }
      if (target == limits.maxRecordBytes()) {
        throw RecordException.tooLarge(limits.maxRecordBytes(), 0, position);
      }
    }
  }

  private RecordEnds.Found find(int to, boolean last) {
    int few =
        last && mostRecords < Integer.MAX_VALUE
            ? ByteScan.beforeMore(buffer, to, recordMark, mostRecords)
            : to;
    if (few == to) {
      return ends.find(buffer, to, last);
    }
    // All the marks there may belong to one record, which then is a chunk of its own.
    RecordEnds.Found found = ends.find(buffer, few, true);
    return found.end() > 0 ? found : ends.find(buffer, to, false);
  }

  /**
   * Reads again what was read before, up to a resume point, instead of giving it.
   *
   * @param look asked of each chunk, as long as it says yes
   * @return whether the bytes are the same; if not, the framer is of no more use
   */
  public boolean skip(ResumePoint point, Predicate<Chunk> look) {
    if (point.bytes() < start) {
      return point.bytes() == 0;
    }
    stop = point.bytes();
    String seen = digest.value();
    boolean looking = true;
    try {
      while (looking && position < stop) {
        Optional<Chunk> chunk = next();
        if (chunk.isEmpty()) {
          return false;
        }
        seen = chunk.get().digest();
        looking = look.test(chunk.get());
        buffers.release(chunk.get());
      }
    } catch (RecordException different) {
      return false;
    }
    while (position < stop) {
      fill(1);
      if (length == 0) {
        return false;
      }
      consume((int) Math.min(length, stop - position));
      seen = digest.value();
    }
    stop = Long.MAX_VALUE;
    return position == point.bytes() && seen.equals(point.digest());
  }

  private int grow(int target) {
    return (int) Math.min(target * 2L, limits.maxRecordBytes());
  }

  /** Reads until so many bytes are there, or the stream has ended. */
  private void fill(int target) {
    if (target + Chunk.PADDING > buffer.length) {
      buffer = Arrays.copyOf(buffer, target + Chunk.PADDING);
    }
    while (length < target && !ended && position + length < stop) {
      int wanted = (int) Math.min(target - length, stop - position - length);
      int read = stream.read(buffer, length, wanted);
      if (read < 0) {
        ended = true;
      } else {
        length += read;
      }
    }
  }

  private Chunk cut(int end) {
    byte[] bytes = buffer;
    int rest = length - end;
    buffer = buffers.take();
    if (rest + Chunk.PADDING > buffer.length) {
      buffer = new byte[rest + Chunk.PADDING];
    }
    System.arraycopy(bytes, end, buffer, 0, rest);
    digest.update(bytes, 0, end);
    Chunk chunk = new Chunk(bytes, end, position == start, position, digest.value());
    position += end;
    length = rest;
    return chunk;
  }

  private void consume(int bytes) {
    digest.update(buffer, 0, bytes);
    System.arraycopy(buffer, bytes, buffer, 0, length - bytes);
    position += bytes;
    length -= bytes;
  }

  /** What is left when the stream has ended: a last record without a line end, or half a record. */
  private Optional<Chunk> last(RecordEnds.Found found) {
    if (!found.open().isEmpty()) {
      throw RecordException.malformed(
          "the stream ends too early: " + found.open(), 0, position + length);
    }
    over = true;
    return length == 0 ? Optional.empty() : Optional.of(cut(length));
  }

  /** Nothing but white space may follow the array. */
  private void endArray(int bracket) {
    int at = bracket + 1;
    while (true) {
      for (; at < length; at++) {
        if (!isSpace(buffer[at])) {
          throw RecordException.malformed("something follows the array", 0, position + at);
        }
      }
      if (ended) {
        over = true;
        return;
      }
      consume(length);
      at = 0;
      fill(1);
    }
  }

  private void skipByteOrderMark() {
    fill(3);
    if (length >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      consume(3);
    }
  }

  /** What a few compressed bytes become could be of any size, so none are ever unpacked. */
  private void refuseCompressed() {
    if (length >= 2 && buffer[0] == (byte) 0x1F && buffer[1] == (byte) 0x8B) {
      throw RecordException.malformed(
          "it is compressed with gzip, and only plain text is read", -1, 0);
    }
  }

  private Layout jsonLayout() {
    while (true) {
      fill(1);
      int at = 0;
      while (at < length && isSpace(buffer[at])) {
        at++;
      }
      consume(at);
      if (length == 0 && ended) {
        return new Layout.JsonLines();
      }
      if (length > 0) {
        break;
      }
    }
    switch (buffer[0]) {
      case '{' -> {
        return new Layout.JsonLines();
      }
      case '[' -> {
        consume(1);
        return new Layout.JsonArray();
      }
      default ->
          throw RecordException.malformed(
              "neither a JSON array nor a JSON object begins here", 0, position);
    }
  }

  private List<String> header(SourceFormat.Csv csv) {
    for (int target = limits.chunkBytes(); ; target = grow(target)) {
      fill(target);
      int to = Math.min(length, target);
      RecordEnds.Found found = ends.find(buffer, to, false);
      if (found.faultAt() >= 0) {
        throw RecordException.malformed(found.fault(), -1, position + found.faultAt());
      }
      if (found.end() == 0 && ended && !found.open().isEmpty()) {
        throw RecordException.malformed(
            "the stream ends too early: " + found.open(), -1, position + length);
      }
      if (found.end() > 0 || to == length && ended) {
        int end = found.end() > 0 ? found.end() : to;
        List<String> names = CsvHeader.names(csv, buffer, end);
        consume(end);
        return names;
      }
      if (target == limits.maxRecordBytes()) {
        throw RecordException.tooLarge(limits.maxRecordBytes(), -1, position);
      }
    }
  }

  private static boolean isSpace(byte value) {
    return value == ' ' || value == '\t' || value == '\r' || value == '\n';
  }
}
