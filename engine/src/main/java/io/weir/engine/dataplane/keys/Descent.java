package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.keys.References.Reference;
import io.weir.engine.dataplane.space.Longs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes orphans along the edges from parents to children: each edge is looked at once, however
 * many rounds there are. The edges are built once, of the references through which tables may still
 * lose records; they lie on the heap or in mapped files.
 */
final class Descent {
  private final References references;
  private final WorkingSpace space;
  private final Tally tally;
  private final Rule rule;

  Descent(References references, WorkingSpace space, Tally tally, Rule rule) {
    this.references = references;
    this.space = space;
    this.tally = tally;
    this.rule = rule;
  }

  /**
   * Goes on after a round.
   *
   * @param lost what each table lost in that round
   * @return the number of the last round that deleted something
   */
  int settle(int after, Map<CollectedTable, ForeignKeys.Lost> lost) {
    List<Edges> edges = new ArrayList<>();
    Set<CollectedTable> losing = losing(lost.keySet());
    for (Reference reference : references.all()) {
      if (losing.contains(reference.parent())) {
        edges.add(new Edges(reference, lost.get(reference.parent())));
      }
    }
    Map<CollectedTable, OrdinalList> frontier = new HashMap<>();
    lost.forEach((table, rows) -> {
      frontier.put(table, ordinals(rows.rows(), table.ordinals()));
      rows.rows().close();
    });
    int last = descend(after, edges, frontier);
    edges.forEach(Edges::close);
    return last;
  }

  private OrdinalList ordinals(RowBits rows, long size) {
    OrdinalList ordinals = new OrdinalList(space.spill());
    for (long from = 0; from < size; from += 64) {
      long[] word = rows.words(from, 64);
      for (long bits = word == null ? 0 : word[0]; bits != 0; bits &= bits - 1) {
        ordinals.add(from + Long.numberOfTrailingZeros(bits));
      }
    }
    return ordinals;
  }

  /** The tables that may lose records because some did. */
  private Set<CollectedTable> losing(Set<CollectedTable> lost) {
    Set<CollectedTable> losing = new HashSet<>(lost);
    boolean more = true;
    while (more) {
      more = false;
      for (Reference reference : references.all()) {
        more |= losing.contains(reference.parent()) && losing.add(reference.child());
      }
    }
    return losing;
  }

  private int descend(int after, List<Edges> edges, Map<CollectedTable, OrdinalList> first) {
    Map<CollectedTable, OrdinalList> frontier = first;
    int round = after;
    while (!frontier.isEmpty()) {
      space.checkCancelled();
      round++;
      Map<CollectedTable, OrdinalList> next = new HashMap<>();
      for (Edges reference : edges) {
        OrdinalList lost = frontier.get(reference.parent());
        if (lost != null) {
          OrdinalList orphans =
              next.computeIfAbsent(reference.child(), table -> new OrdinalList(space.spill()));
          reference.follow(lost, orphans, round);
        }
      }
      frontier.values().forEach(OrdinalList::free);
      next.values().removeIf(OrdinalList::isEmpty);
      frontier = next;
    }
    return round - 1;
  }

  /**
   * The edges of one reference. A value stands for itself as the first parent that holds it; its
   * children are a linked list. Ordinals are stored plus one, so that 0 is none.
   */
  private final class Edges {
    private final Reference reference;
    private final Longs value;
    private final Longs holders;
    private final Longs firstChild;
    private final Longs nextChild;

    Edges(Reference reference, ForeignKeys.@Nullable Lost lost) {
      this.reference = reference;
      CollectedTable parent = parent();
      value = space.longs(parent.ordinals());
      holders = space.longs(parent.ordinals());
      firstChild = space.longs(parent.ordinals());
      nextChild = space.longs(child().ordinals());
      Side parents =
          new Side(
              new Slices().add(space, parent, reference.parentColumn()).all(),
              false,
              false,
              (table, part) -> (first, size) -> goneBefore(lost, table.base(part) + first, size));
      HashJoin.run(
          space,
          parent.type(reference.parentColumn()),
          parent.rows(),
          parents,
          List.of(Side.live(space, child(), reference.column()).ordered()),
          Gathering::new);
      for (long ordinal = 0; ordinal < parent.ordinals(); ordinal++) {
        long first = value.get(ordinal) - 1;
        if (first >= 0) {
          holders.set(first, holders.get(first) + 1);
        }
      }
    }

    private long @Nullable [] goneBefore(ForeignKeys.@Nullable Lost lost, long first, int size) {
      long[] gone = parent().deleted().words(first, size);
      long[] recent = lost == null ? null : lost.rows().words(first, size);
      for (int word = 0; recent != null && gone != null && word < gone.length; word++) {
        gone[word] &= ~recent[word];
      }
      return gone;
    }

    CollectedTable parent() {
      return reference.parent();
    }

    CollectedTable child() {
      return reference.child();
    }

    /** Deletes the children of values that nobody holds any more. */
    void follow(OrdinalList lost, OrdinalList orphans, int round) {
      SourceCounts counts = new SourceCounts(child());
      lost.forEach(ordinal -> {
        long first = value.get(ordinal) - 1;
        if (first < 0) {
          return;
        }
        holders.set(first, holders.get(first) - 1);
        if (holders.get(first) > 0) {
          return;
        }
        for (long orphan = firstChild.get(first); orphan > 0; orphan = nextChild.get(orphan - 1)) {
          if (child().deleted().set(orphan - 1)) {
            orphans.add(orphan - 1);
            counts.add(orphan - 1);
          }
        }
      });
      counts.tell(tally, reference.column(), rule, round);
    }

    void close() {
      value.close();
      holders.close();
      firstChild.close();
      nextChild.close();
    }

    private final class Gathering extends HashJoin.Work {
      private long[] firstHolder = new long[16];
      private int values;

      @Override
      void built(int number, EntryReader entry) {
        if (number == values) {
          if (values == firstHolder.length) {
            firstHolder = Arrays.copyOf(firstHolder, values + (values >> 1));
          }
          firstHolder[values++] = entry.ordinal();
        }
        value.set(entry.ordinal(), firstHolder[number] + 1);
      }

      @Override
      void probed(int side, int[] numbers, long[] ordinals, int size) {
        for (int row = 0; row < size; row++) {
          if (numbers[row] >= 0) {
            long first = firstHolder[numbers[row]];
            nextChild.set(ordinals[row], firstChild.get(first));
            firstChild.set(first, ordinals[row] + 1);
          }
        }
      }
    }
  }
}
