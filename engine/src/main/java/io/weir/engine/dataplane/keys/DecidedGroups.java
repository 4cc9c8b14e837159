package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.space.Longs;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ConflictGroup;
import io.weir.spi.ConflictStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy decided of some conflict groups: two bits a member, in a file when they are too
 * many. A member's source follows from how many members each source has, because members are
 * ordered by source.
 */
final class DecidedGroups implements AutoCloseable {
  static final int UNDECIDED = 0;
  static final int KEEP = 1;
  static final int DROP = 2;
  static final int NEW_KEY = 3;

  /** What a group costs beside its members. */
  static long bytes(int groups, int sources, long members) {
    return groups * (8L + 4L + 4L * sources) + members / 4;
  }

  private final int[] priorities;
  private final int[] bySource;
  private final long[] starts;
  private final Longs decisions;
  private final boolean[] renewing;
  private boolean renewsAny;

  /**
   * @param priorities of the sources, ascending
   * @param bySource how many members each group has of each source: group after group
   */
  DecidedGroups(int[] priorities, int[] bySource, WorkingSpace space) {
    this.priorities = priorities;
    this.bySource = bySource;
    int groups = bySource.length / priorities.length;
    starts = new long[groups + 1];
    for (int group = 0; group < groups; group++) {
      long members = 0;
      for (int source = 0; source < priorities.length; source++) {
        members += bySource[group * priorities.length + source];
      }
      starts[group + 1] = starts[group] + members;
    }
    decisions = space.scratchLongs((starts[groups] + 31) >>> 5);
    renewing = new boolean[groups];
  }

  int groups() {
    return renewing.length;
  }

  /** Whether a member of the group gets a fresh key. */
  boolean isRenewing(int group) {
    return renewing[group];
  }

  /** Whether a member of any group gets a fresh key. */
  boolean isRenewing() {
    return renewsAny;
  }

  int decision(int group, int member) {
    long at = starts[group] + member;
    return (int) (decisions.get(at >>> 5) >>> ((at & 31) << 1)) & 3;
  }

  @Override
  public void close() {
    decisions.close();
  }

  /** Asks the strategy about every group. */
  void decide(ConflictStrategy strategy, String table, String column) {
    View view = new View(strategy, table, column);
    for (int group = 0; group < groups(); group++) {
      view.show(group);
      try {
        strategy.resolve(view);
      } catch (WeirException e) {
        throw e;
      } catch (RuntimeException e) {
        throw view.failure("broke off with " + e.getClass().getSimpleName(), e);
      }
      view.check();
    }
  }

  private final class View implements ConflictGroup {
    private final ConflictStrategy strategy;
    private final String table;
    private final String column;
    private int group;
    private int size;
    private int decided;
    private boolean kept;

    View(ConflictStrategy strategy, String table, String column) {
      this.strategy = strategy;
      this.table = table;
      this.column = column;
    }

    void show(int next) {
      group = next;
      size = Math.toIntExact(starts[next + 1] - starts[next]);
      decided = 0;
      kept = false;
    }

    void check() {
      if (decided < size) {
        throw failure("left records of a conflict undecided", null);
      }
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int source(int member) {
      checkMember(member);
      int at = 0;
      int before = bySource[group * priorities.length];
      while (before <= member) {
        before += bySource[group * priorities.length + ++at];
      }
      return priorities[at];
    }

    @Override
    public void keep(int member) {
      if (kept) {
        throw failure("kept two records of the same key", null);
      }
      kept = true;
      put(member, KEEP);
    }

    @Override
    public void drop(int member) {
      put(member, DROP);
    }

    @Override
    public void newKey(int member) {
      if (!strategy.makesNewKeys()) {
        throw failure("asked for a new key although it says that it makes none", null);
      }
      renewing[group] = true;
      renewsAny = true;
      put(member, NEW_KEY);
    }

    private void put(int member, int decision) {
      checkMember(member);
      if (decision(group, member) != UNDECIDED) {
        throw failure("decided a record twice", null);
      }
      long at = starts[group] + member;
      decisions.set(at >>> 5, decisions.get(at >>> 5) | (long) decision << ((at & 31) << 1));
      decided++;
    }

    private void checkMember(int member) {
      if (member < 0 || member >= size) {
        throw failure("named a record that is not in the conflict", null);
      }
    }

    WeirException failure(String what, @Nullable Throwable cause) {
      return new WeirException(
          Problem.of(
                  ErrorCode.STRATEGY_FAILED,
                  "The conflict strategy " + strategy.name() + " " + what + ".",
                  "Report it to the plugin's author, or choose another onKeyConflict.")
              .at("table", table)
              .at("column", column),
          cause);
    }
  }
}
