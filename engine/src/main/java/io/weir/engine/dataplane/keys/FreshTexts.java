package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Mask;
import io.weir.spi.BytesColumn;
import io.weir.spi.ValueType;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Fresh keys for texts: {@code old~2}, {@code old~3} …, leaving out what the key column or a column
 * joined with it already holds. Numbers have no leading zeros, so the keys of two groups never
 * meet.
 *
 * <p>What may be in the way is put aside by the hash of what stands before the mark, so it is found
 * in the same partition as the keys it may be in the way of.
 */
final class FreshTexts {
  private static final int MARK = '~';
  private static final int MAX_DIGITS = 9;
  private static final int NO_MARK = -1;

  private final CollectedTable table;
  private final String column;
  private final WorkingSpace space;
  private final Partitions marked;
  private final PartRouter renewed;

  FreshTexts(
      CollectedTable table,
      String column,
      List<References.Spot> joined,
      WorkingSpace space,
      int count) {
    this.table = table;
    this.column = column;
    this.space = space;
    Slices slices = new Slices().add(space, table, column);
    joined.forEach(spot -> slices.add(space, spot.table(), spot.column()));
    List<Slices.Slice> all = slices.all();
    marked =
        Partitions.of(
            space,
            ValueType.STRING,
            count,
            all.size(),
            (slice, router) -> routeMarked(all.get(slice), router));
    renewed = new PartRouter(table, space.spill());
  }

  private FreshTexts(FreshTexts whole, Partitions finer) {
    table = whole.table;
    column = whole.column;
    space = whole.space;
    renewed = whole.renewed;
    marked = finer;
  }

  FreshTexts split(int partition, int count) {
    return new FreshTexts(
        this,
        marked.split(
            space,
            partition,
            count,
            (entries, router) -> {
              while (entries.next()) {
                byte[] bytes = entries.bytes();
                int mark = mark(bytes, 0, entries.length());
                router.addBeside(bytes, 0, mark, bytes, 0, entries.length(), entries.ordinal());
              }
            }));
  }

  private static void routeMarked(Slices.Slice slice, EntryRouter router) {
    for (int part = slice.from(); part < slice.to(); part++) {
      slice
          .table()
          .scan(
              part,
              slice.column(),
              (first, values) -> {
                BytesColumn bytes = (BytesColumn) values;
                for (int row = 0; row < bytes.size(); row++) {
                  if (!bytes.isEmpty(row)) {
                    int start = bytes.start(bytes.entry(row));
                    int end = bytes.end(bytes.entry(row));
                    int mark = mark(bytes.heap(), start, end);
                    if (mark != NO_MARK) {
                      router.addBeside(bytes.heap(), start, mark, bytes.heap(), start, end, 0);
                    }
                  }
                }
              });
    }
  }

  /** Where the mark stands in a text that a fresh key may be; else {@link #NO_MARK}. */
  private static int mark(byte[] heap, int start, int end) {
    int at = end - 1;
    while (at >= start && heap[at] >= '0' && heap[at] <= '9' && end - at <= MAX_DIGITS) {
      at--;
    }
    return at < start || at == end - 1 || heap[at] != MARK || heap[at + 1] == '0' ? NO_MARK : at;
  }

  private static int number(byte[] heap, int mark, int end) {
    int number = 0;
    for (int at = mark + 1; at < end; at++) {
      number = number * 10 + heap[at] - '0';
    }
    return number;
  }

  /** The fresh keys of some groups of one partition. */
  Group group(
      int partition, ValueIndex index, int firstNumber, int[] groupOf, DecidedGroups decided) {
    Roaring64Bitmap taken = new Roaring64Bitmap();
    EntryReader entries = marked.open(partition);
    while (entries.next()) {
      int mark = mark(entries.bytes(), 0, entries.length());
      int number = ((BytesIndex) index).find(entries.bytes(), 0, mark) - firstNumber;
      if (number >= 0
          && number < groupOf.length
          && groupOf[number] >= 0
          && decided.isRenewing(groupOf[number])) {
        taken.add((long) groupOf[number] << 32 | number(entries.bytes(), mark, entries.length()));
      }
    }
    return new Group(decided.groups(), taken);
  }

  /** Gives out fresh keys; for one thread. */
  final class Group {
    private final int[] last;
    private final Roaring64Bitmap taken;
    private final boolean anyTaken;

    private Group(int groups, Roaring64Bitmap taken) {
      this.last = new int[groups];
      this.taken = taken;
      this.anyTaken = !taken.isEmpty();
      Arrays.fill(last, 1);
    }

    /** Gives the next fresh key of its group to a record. */
    void renew(long ordinal, int group) {
      do {
        last[group]++;
      } while (anyTaken && taken.contains((long) group << 32 | last[group]));
      renewed.put(ordinal, last[group]);
    }
  }

  /** Replaces the keys of all records that got fresh ones. */
  void replace() {
    renewed.finish();
    space.each(table.parts(), this::replace);
    renewed.free();
  }

  private void replace(int part) {
    int[] numbers = new int[table.rows(part)];
    int[] count = new int[1];
    renewed.read(
        part,
        ValueType.INTEGER,
        (row, entry) -> {
          numbers[row] = (int) entry.longValue();
          count[0]++;
        });
    if (count[0] == 0) {
      return;
    }
    int[] rows = new int[count[0]];
    BytesColumn.Builder fresh = new BytesColumn.Builder(ValueType.STRING, count[0]);
    table.scan(
        part,
        column,
        (first, values) -> {
          BytesColumn bytes = (BytesColumn) values;
          byte[] text = new byte[64];
          for (int row = 0; row < bytes.size(); row++) {
            int number = numbers[first + row];
            if (number != 0) {
              int start = bytes.start(bytes.entry(row));
              int length = bytes.end(bytes.entry(row)) - start;
              if (text.length < length + MAX_DIGITS + 2) {
                text = new byte[length * 2 + MAX_DIGITS + 2];
              }
              System.arraycopy(bytes.heap(), start, text, 0, length);
              rows[fresh.size()] = first + row;
              fresh.append(text, 0, append(text, length, number));
            }
          }
        });
    table.replace(part, new Mask.Replacement(column, rows, fresh.build()));
  }

  /** Writes the mark and a number; gives where they end. */
  private static int append(byte[] text, int at, int number) {
    text[at] = MARK;
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int rest = number;
    for (int digit = at + digits; digit > at; digit--) {
      text[digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + digits + 1;
  }

  /** Frees what may be in the way of one partition. */
  void free(int partition) {
    marked.free(partition);
  }

  /** Frees all that is left. */
  void free() {
    for (int partition = 0; partition < marked.count(); partition++) {
      marked.free(partition);
    }
  }
}
