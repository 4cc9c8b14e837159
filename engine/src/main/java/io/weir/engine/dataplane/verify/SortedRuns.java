package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.verify.TupleTable.TupleVisitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Tuples put aside in sorted runs, one after the other in a temporary file without a name, and
 * merged when they are wanted. For one thread.
 */
final class SortedRuns implements AutoCloseable {
  private static final int ENTRY = 4 * Long.BYTES;
  private static final int LEAST_PAGE = 16 * ENTRY;
  private static final int MOST_PAGE = 1 << 16;

  private record Run(long start, long end) {}

  private final FileChannel file;
  private final long budget;
  private final ByteBuffer page;
  private final List<Run> runs = new ArrayList<>();
  private long written;

  /**
   * @param budget bytes that reading and writing may take, as far as there can be few so small
   */
  SortedRuns(Path directory, long budget) {
    this.budget = budget;
    file = FingerprintSpill.open(directory);
    page = ByteBuffer.allocate(pageBytes(budget));
  }

  private static int pageBytes(long budget) {
    return (int) Math.clamp(budget / ENTRY * ENTRY, LEAST_PAGE, MOST_PAGE);
  }

  /** Writes all tuples of a table as one more run. */
  void add(TupleTable table) {
    long start = written;
    table.forEach((high, low, value, count) -> {
      page.putLong(high).putLong(low).putLong(value).putLong(count);
      if (!page.hasRemaining()) {
        flush();
      }
    });
    flush();
    runs.add(new Run(start, written));
  }

  private void flush() {
    page.flip();
    try {
      while (page.hasRemaining()) {
        written += file.write(page, written);
      }
    } catch (IOException e) {
      throw FingerprintSpill.failed(e);
    }
    page.clear();
  }

  /** Shows the tuples of all runs in ascending order, each once, with the sum of its counts. */
  void forEach(TupleVisitor visitor) {
    PriorityQueue<Cursor> cursors = new PriorityQueue<>();
    for (Run run : runs) {
      Cursor cursor = new Cursor(run, pageBytes(budget / runs.size()));
      if (cursor.advance()) {
        cursors.add(cursor);
      }
    }
    while (!cursors.isEmpty()) {
      Cursor least = cursors.poll();
      long high = least.high;
      long low = least.low;
      long value = least.value;
      long count = least.count;
      again(cursors, least);
      while (!cursors.isEmpty() && cursors.peek().is(high, low, value)) {
        Cursor same = cursors.poll();
        count += same.count;
        again(cursors, same);
      }
      visitor.tuple(high, low, value, count);
    }
  }

  private static void again(PriorityQueue<Cursor> cursors, Cursor cursor) {
    if (cursor.advance()) {
      cursors.add(cursor);
    }
  }

  /** Where a run is read. */
  private final class Cursor implements Comparable<Cursor> {
    private final long end;
    private final ByteBuffer ahead;
    private long at;
    private long high;
    private long low;
    private long value;
    private long count;

    Cursor(Run run, int bytes) {
      at = run.start();
      end = run.end();
      ahead = ByteBuffer.allocate(bytes).limit(0);
    }

    boolean advance() {
      if (!ahead.hasRemaining() && !fill()) {
        return false;
      }
      high = ahead.getLong();
      low = ahead.getLong();
      value = ahead.getLong();
      count = ahead.getLong();
      return true;
    }

    private boolean fill() {
      ahead.clear().limit((int) Math.min(ahead.capacity(), end - at));
      if (!ahead.hasRemaining()) {
        return false;
      }
      try {
        while (ahead.hasRemaining()) {
          int read = file.read(ahead, at);
          if (read < 0) {
            throw new IOException("a temporary file ends early");
          }
          at += read;
        }
      } catch (IOException e) {
        throw FingerprintSpill.failed(e);
      }
      ahead.flip();
      return true;
    }

    boolean is(long otherHigh, long otherLow, long otherValue) {
      return high == otherHigh && low == otherLow && value == otherValue;
    }

    @Override
    public int compareTo(Cursor other) {
      return TupleTable.compare(high, low, value, other.high, other.low, other.value);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw FingerprintSpill.failed(e);
    }
  }
}
