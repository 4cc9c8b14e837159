package io.weir.plugins.anatomization;

import io.weir.plugins.notes.Draws;
import io.weir.plugins.notes.Groups;
import io.weir.plugins.notes.Sorting;
import io.weir.plugins.notes.ValueNotes;
import io.weir.spi.MethodRun;
import io.weir.spi.Workspace;
import io.weir.spi.Workspace.LongArray;
import java.util.Arrays;

/**
 * Records in ⌊n / l⌋ groups that hold no value twice.
 *
 * <p>The records are laid in a row, value after value, and dealt like cards, one to each group in
 * turn. No value is in more records than there are groups, so none comes to a group twice; what is
 * left after l rounds, fewer than l records, goes on as it began. That is where the algorithm of
 * the paper ends, too, which takes a record of each of the l most frequent values for a group, and
 * then finds places for what is left: groups of l to 2 l - 1 different values whenever there can be
 * any.
 *
 * <p>The order in which values are laid, that of the records of a value, and the numbers of groups
 * are random. Which values a group has depends on how frequent they are and on chance, and not on
 * which records hold them: all ways to give a group's values to its records are equally likely.
 */
final class DealtGroups {
  private final long groups;
  private final LongArray numbers;
  private final LongArray dealtTo;
  private final LongArray ends;
  private final LongArray ranks;
  private final LongArray examples;

  /**
   * @param numbers by position: the number of the record's group, from 1
   * @param dealtTo by number of a group less 1: the how manieth it was dealt to
   * @param ends by bucket, as laid: where in the row it ends
   * @param ranks by bucket, as laid: its rank by value
   * @param examples by rank: a position with that value
   */
  private DealtGroups(
      long groups,
      LongArray numbers,
      LongArray dealtTo,
      LongArray ends,
      LongArray ranks,
      LongArray examples) {
    this.groups = groups;
    this.numbers = numbers;
    this.dealtTo = dealtTo;
    this.ends = ends;
    this.ranks = ranks;
    this.examples = examples;
  }

  /**
   * @param buckets of records with equal values, none of more than n / l; used up
   */
  static DealtGroups of(Groups buckets, ValueNotes values, long l, MethodRun run) {
    Workspace workspace = run.workspace();
    long groups = run.records() / l;
    Draws draws = Draws.of(run.runSeed(), "groups");
    LongArray laid = counted(buckets.count(), workspace);
    draws.shuffle(laid, 0, laid.size());
    LongArray order = counted(groups, workspace);
    draws.shuffle(order, 0, groups);

    LongArray firsts = workspace.longs(laid.size());
    LongArray ends = workspace.longs(laid.size());
    LongArray positions = buckets.positions();
    LongArray numbers = buckets.reuse();
    long slot = 0;
    for (long i = 0; i < laid.size(); i++) {
      long start = buckets.start(laid.get(i));
      long end = buckets.start(laid.get(i) + 1);
      firsts.set(i, positions.get(start));
      draws.shuffle(positions, start, end);
      for (long at = start; at < end; at++) {
        numbers.set(positions.get(at), order.get(slot % groups) + 1);
        slot++;
      }
      ends.set(i, slot);
    }

    LongArray dealtTo = workspace.longs(groups);
    for (long group = 0; group < groups; group++) {
      dealtTo.set(order.get(group), group);
    }
    LongArray byValue =
        Sorting.sorted(
            counted(laid.size(), workspace),
            (one, other) -> values.compare(firsts.get(one), firsts.get(other)),
            workspace);
    LongArray ranks = workspace.longs(laid.size());
    LongArray examples = workspace.longs(laid.size());
    for (long rank = 0; rank < laid.size(); rank++) {
      ranks.set(byValue.get(rank), rank);
      examples.set(rank, firsts.get(byValue.get(rank)));
    }
    return new DealtGroups(groups, numbers, dealtTo, ends, ranks, examples);
  }

  private static LongArray counted(long size, Workspace workspace) {
    LongArray longs = workspace.longs(size);
    for (long i = 0; i < size; i++) {
      longs.set(i, i);
    }
    return longs;
  }

  /** How many groups there are; their numbers count from 1. */
  long count() {
    return groups;
  }

  /** The number of the group of the record at a position. */
  long number(long position) {
    return numbers.get(position);
  }

  /** Positions of records that have the values of a group, by ascending value. */
  long[] examples(long number) {
    long dealt = dealtTo.get(number - 1);
    long[] members = new long[(int) ((numbers.size() - dealt + groups - 1) / groups)];
    for (int round = 0; round < members.length; round++) {
      members[round] = ranks.get(bucket(dealt + round * groups));
    }
    Arrays.sort(members);
    for (int i = 0; i < members.length; i++) {
      members[i] = examples.get(members[i]);
    }
    return members;
  }

  /** The bucket of a slot in the row, as laid. */
  private long bucket(long slot) {
    long low = 0;
    long high = ends.size() - 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (ends.get(middle) > slot) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
