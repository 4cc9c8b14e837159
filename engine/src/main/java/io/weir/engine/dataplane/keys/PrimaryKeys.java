package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.BytesColumn;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.ValueType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Settles the primary key of one table: finds the records that share a key, lets the strategy
 * decide, drops and renews. A record without a key is dropped.
 *
 * <p>One hash partition of the keys at a time: a first scan counts the records of every key; where
 * a key has several, a second one counts them by source, and after the strategy has decided a last
 * one applies the decisions. The members of a group are never listed: they come by in their order.
 */
final class PrimaryKeys {
  private final CollectedTable table;
  private final String column;
  private final ValueType type;
  private final ConflictStrategy strategy;
  private final List<References.Spot> joined;
  private final long budget;
  private final Tally tally;
  private final int[] priorities;
  private final RoaringBitmap[] renewed;
  private long bytesPerValue;

  PrimaryKeys(
      CollectedTable table,
      String column,
      ConflictStrategy strategy,
      List<References.Spot> joined,
      long budget,
      Tally tally) {
    this.table = table;
    this.column = column;
    this.type = table.type(column);
    this.strategy = strategy;
    this.joined = joined;
    this.budget = budget;
    this.tally = tally;
    int[] sources = new int[table.parts()];
    Arrays.setAll(sources, table::source);
    this.priorities = Arrays.stream(sources).distinct().sorted().toArray();
    this.renewed = new RoaringBitmap[table.parts()];
    Arrays.setAll(renewed, part -> new RoaringBitmap());
  }

  void settle() {
    dropEmpty();
    long bytes = ColumnSize.of(table, column);
    bytesPerValue = bytes / Math.max(1, table.rows());
    int count = HashPartition.countFor(bytes, budget / 2);
    for (int index = 0; index < count; index++) {
      settle(new HashPartition(index, count));
    }
    table.replaceWithAside(column);
    if (Arrays.stream(renewed).anyMatch(rows -> !rows.isEmpty())) {
      new FreshNumbers(table, table.column(column), joined, budget).replace(renewed);
    }
  }

  private void dropEmpty() {
    long[] dropped = new long[table.parts()];
    table.scan(
        column,
        (part, first, values, gone) -> {
          for (int row = 0; values.empties().count() > 0 && row < values.size(); row++) {
            if (values.isEmpty(row) && !ValueIndex.isGone(gone, row)) {
              table.deleted(part).add(first + row);
              dropped[part]++;
            }
          }
        });
    for (int part = 0; part < dropped.length; part++) {
      tally.add(table.name(), table.source(part), column, Rule.EMPTY_DROPPED, 0, dropped[part]);
    }
  }

  private void settle(HashPartition partition) {
    ValueIndex index = ValueIndex.of(type, partition, table.rows());
    Counts counts = new Counts(partition.shareOf(table.rows()));
    table.scan(
        column,
        (part, first, values, gone) -> {
          int[] numbers = new int[values.size()];
          index.add(values, gone, numbers);
          counts.add(numbers);
        });
    int from = 0;
    while (from < index.size()) {
      int to = counts.endOfShare(from, index.size(), this::bytes, budget / 2);
      int[] conflicts = counts.conflicts(from, to);
      if (conflicts.length > 0) {
        settleConflicts(index.select(conflicts));
      }
      from = to;
    }
  }

  private long bytes(int groups, long members) {
    return groups * bytesPerValue + DecidedGroups.bytes(groups, priorities.length, members);
  }

  /**
   * @param groups the keys that several records have; a key's number is its group's
   */
  private void settleConflicts(ValueIndex groups) {
    DecidedGroups decided = new DecidedGroups(priorities, bySource(groups));
    decided.decide(strategy, table.name(), column);
    if (decided.isRenewing() && type != ValueType.STRING && !WholeNumbers.suit(type)) {
      throw noFreshKeys();
    }
    if (decided.isRenewing() && type == ValueType.STRING) {
      FreshTexts texts = new FreshTexts((BytesIndex) groups, decided);
      texts.avoid(table, column);
      joined.forEach(spot -> texts.avoid(spot.table(), spot.column()));
      apply(groups, decided, texts);
    } else {
      apply(groups, decided, null);
    }
  }

  private int[] bySource(ValueIndex groups) {
    int[] bySource = new int[Math.multiplyExact(groups.size(), priorities.length)];
    table.scan(
        column,
        (part, first, values, gone) -> {
          int source = Arrays.binarySearch(priorities, table.source(part));
          int[] numbers = new int[values.size()];
          groups.find(values, gone, numbers);
          for (int group : numbers) {
            if (group >= 0) {
              bySource[group * priorities.length + source]++;
            }
          }
        });
    return bySource;
  }

  private void apply(ValueIndex groups, DecidedGroups decided, @Nullable FreshTexts texts) {
    int[] cursors = new int[decided.groups()];
    for (int at = 0; at < table.parts(); at++) {
      long[] seen = new long[4];
      table.scan(
          at,
          column,
          (part, first, values, gone) -> {
            int[] numbers = new int[values.size()];
            groups.find(values, gone, numbers);
            for (int row = 0; row < numbers.length; row++) {
              int group = numbers[row];
              if (group >= 0) {
                int decision = decided.decision(group, cursors[group]++);
                seen[decision]++;
                if (decision == DecidedGroups.DROP) {
                  table.deleted(part).add(first + row);
                } else if (decision == DecidedGroups.NEW_KEY && texts != null) {
                  texts.renew(first + row, (BytesColumn) values, row, group);
                } else if (decision == DecidedGroups.NEW_KEY) {
                  renewed[part].add(first + row);
                }
              }
            }
          });
      if (texts != null) {
        table.putAside(at, texts.finishPart(column));
      }
      count(table.source(at), seen);
    }
  }

  private void count(int source, long[] seen) {
    long members =
        seen[DecidedGroups.KEEP] + seen[DecidedGroups.DROP] + seen[DecidedGroups.NEW_KEY];
    tally.add(table.name(), source, column, Rule.KEY_CONFLICT, 0, members);
    tally.add(table.name(), source, column, Rule.KEY_CONFLICT_DROPPED, 0, seen[DecidedGroups.DROP]);
    tally.add(table.name(), source, column, Rule.KEY_RENEWED, 0, seen[DecidedGroups.NEW_KEY]);
  }

  private WeirException noFreshKeys() {
    return new WeirException(
        Problem.of(
                ErrorCode.KEYS_EXHAUSTED,
                "There are no fresh keys for a key column of type " + type + ".",
                "Choose an onKeyConflict that makes no new keys: source-priority, drop-all.")
            .at("table", table.name())
            .at("column", column));
  }
}
