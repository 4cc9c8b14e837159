package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Rule;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.ValueType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The conflicts among the keys of one hash partition. A first pass over its entries counts the
 * records of every key; what the strategy decides is applied in a last one. Nothing is held for the
 * members of a group but two bits each, and those in a file when they are too many. A partition
 * with too many different keys is split.
 */
final class ConflictPartition {
  /** How often a partition is split at most; beyond, keys have the same hash. */
  static final int MOST_LEVELS = 6;

  private static final int MOST_SPLITS = 64;
  private static final int NONE = -1;

  /** What is the same for all partitions of a table. */
  static final class Table {
    private final CollectedTable table;
    private final String column;
    private final ValueType type;
    private final ConflictStrategy strategy;
    private final WorkingSpace space;
    private final Tally tally;
    private final RowBits renewed;
    private final int[] priorities;
    private final long[] ends;
    private volatile boolean renews;

    /**
     * @param renewed receives the records that get a fresh key that is no text
     */
    Table(
        CollectedTable table,
        String column,
        ConflictStrategy strategy,
        WorkingSpace space,
        Tally tally,
        RowBits renewed) {
      this.table = table;
      this.column = column;
      this.type = table.type(column);
      this.strategy = strategy;
      this.space = space;
      this.tally = tally;
      this.renewed = renewed;
      int[] sources = new int[table.parts()];
      Arrays.setAll(sources, table::source);
      priorities = Arrays.stream(sources).distinct().toArray();
      ends = new long[priorities.length];
      int at = 0;
      for (int part = 0; part < sources.length; part++) {
        at += part > 0 && sources[part] != sources[part - 1] ? 1 : 0;
        ends[at] = table.base(part) + table.rows(part);
      }
    }

    /** Whether any record gets a fresh key. */
    boolean renews() {
      return renews;
    }
  }

  private final Table facts;
  private final Partitions keys;
  private final Optional<FreshTexts> texts;
  private final int sources;

  ConflictPartition(Table facts, Partitions keys, Optional<FreshTexts> texts) {
    this.facts = facts;
    this.keys = keys;
    this.texts = texts;
    this.sources = facts.priorities.length;
  }

  /** Settles a partition and frees it. */
  void settle(int partition) {
    facts.space.checkCancelled();
    long entries = Math.max(16, keys.bytes(partition) / 16);
    long share = facts.space.share();
    int expected = (int) Math.min(entries, share / ValueIndex.BYTES_PER_ENTRY + 16);
    NumberedKeys numbered =
        new NumberedKeys(
            ValueIndex.of(facts.type, expected),
            expected,
            keys.level() < MOST_LEVELS ? share : Long.MAX_VALUE);
    if (!numbered.read(keys.open(partition))) {
      split(partition, (int) Math.clamp(keys.bytes(partition) * 2 / share, 2, MOST_SPLITS));
      return;
    }
    int from = 0;
    while (from < numbered.size()) {
      int to = endOfShare(numbered, from);
      settle(partition, numbered, from, to);
      from = to;
    }
    keys.free(partition);
    texts.ifPresent(fresh -> fresh.free(partition));
  }

  private void split(int partition, int count) {
    Partitions finer = keys.split(facts.space, partition, count, EntryRouter::addAll);
    Optional<FreshTexts> finerTexts = texts.map(fresh -> fresh.split(partition, count));
    ConflictPartition smaller = new ConflictPartition(facts, finer, finerTexts);
    for (int part = 0; part < count; part++) {
      smaller.settle(part);
    }
  }

  /** Where a run of keys ends whose conflicts can be decided within a share of the memory. */
  private int endOfShare(NumberedKeys numbered, int from) {
    int groups = 0;
    long members = 0;
    for (int number = from; number < numbered.size(); number++) {
      if (numbered.count(number) > 1) {
        groups++;
        members += numbered.count(number);
        if (groups > 1 && DecidedGroups.bytes(groups, sources, members) > facts.space.share()) {
          return number;
        }
      }
    }
    return numbered.size();
  }

  private void settle(int partition, NumberedKeys numbered, int from, int to) {
    int[] groupOf = new int[to - from];
    int groups = 0;
    for (int number = from; number < to; number++) {
      groupOf[number - from] = numbered.count(number) > 1 ? groups++ : NONE;
    }
    if (groups == 0) {
      return;
    }
    int[] bySource = new int[Math.multiplyExact(groups, sources)];
    if (sources == 1) {
      for (int number = from; number < to; number++) {
        if (groupOf[number - from] != NONE) {
          bySource[groupOf[number - from]] = numbered.count(number);
        }
      }
    } else {
      members(
          partition,
          numbered,
          from,
          groupOf,
          (group, source, entry) -> bySource[group * sources + source]++);
    }
    try (DecidedGroups decided = new DecidedGroups(facts.priorities, bySource, facts.space)) {
      decided.decide(facts.strategy, facts.table.name(), facts.column);
      apply(partition, numbered, from, groupOf, decided);
    }
  }

  private void apply(
      int partition, NumberedKeys numbered, int from, int[] groupOf, DecidedGroups decided) {
    if (decided.isRenewing()) {
      facts.renews = true;
    }
    Optional<FreshTexts.Group> fresh =
        decided.isRenewing()
            ? texts.map(all -> all.group(partition, numbered.index(), from, groupOf, decided))
            : Optional.empty();
    int[] cursors = new int[decided.groups()];
    long[] seen = new long[sources * 4];
    members(
        partition,
        numbered,
        from,
        groupOf,
        (group, source, entry) -> {
          int decision = decided.decision(group, cursors[group]++);
          seen[source * 4 + decision]++;
          if (decision == DecidedGroups.DROP) {
            facts.table.deleted().set(entry.ordinal());
          } else if (decision == DecidedGroups.NEW_KEY) {
            if (fresh.isPresent()) {
              fresh.get().renew(entry.ordinal(), group);
            } else {
              facts.renewed.set(entry.ordinal());
            }
          }
        });
    for (int source = 0; source < sources; source++) {
      count(facts.priorities[source], Arrays.copyOfRange(seen, source * 4, source * 4 + 4));
    }
  }

  private void count(int source, long[] seen) {
    String table = facts.table.name();
    long dropped = seen[DecidedGroups.DROP];
    long renewed = seen[DecidedGroups.NEW_KEY];
    long members = seen[DecidedGroups.KEEP] + dropped + renewed;
    facts.tally.add(table, source, facts.column, Rule.KEY_CONFLICT, 0, members);
    facts.tally.add(table, source, facts.column, Rule.KEY_CONFLICT_DROPPED, 0, dropped);
    facts.tally.add(table, source, facts.column, Rule.KEY_RENEWED, 0, renewed);
  }

  /** Shows the members of some groups, each group's in their order. */
  private void members(
      int partition, NumberedKeys numbered, int from, int[] groupOf, Member member) {
    EntryReader entries = keys.open(partition);
    int source = 0;
    for (long at = 0; entries.next(); at++) {
      int number = numbered.number(at, entries) - from;
      if (number >= 0 && number < groupOf.length && groupOf[number] != NONE) {
        while (entries.ordinal() >= facts.ends[source]) {
          source++;
        }
        member.is(groupOf[number], source, entries);
      }
    }
  }

  private interface Member {
    /**
     * @param source its place among the priorities
     */
    void is(int group, int source, EntryReader entry);
  }
}
