package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.weir.spi.ConflictGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A conflict group that writes down what was decided, and refuses a second word on a member. */
public final class RecordedConflict implements ConflictGroup {
  /** What became of a member. */
  public enum Decision {
    KEEP,
    DROP,
    NEW_KEY
  }

  private final int[] sources;
  private final @Nullable Decision[] decisions;

  /**
   * @param sources the priority of each member's source, ascending
   */
  public RecordedConflict(int... sources) {
    this.sources = sources.clone();
    this.decisions = new Decision[sources.length];
  }

  /** A group of the given size whose members come from up to four sources, drawn from a seed. */
  public static RecordedConflict drawn(int size, long seed) {
    return new RecordedConflict(new Random(seed).ints(size, 0, 4).sorted().toArray());
  }

  /** The decisions, one a member; fails if a member was left undecided. */
  public List<Decision> decisions() {
    for (int member = 0; member < decisions.length; member++) {
      int at = member;
      assertNotNull(decisions[member], () -> "member " + at + " was left undecided");
    }
    return Arrays.asList(decisions.clone());
  }

  @Override
  public int size() {
    return sources.length;
  }

  @Override
  public int source(int member) {
    return sources[member];
  }

  @Override
  public void keep(int member) {
    decide(member, Decision.KEEP);
  }

  @Override
  public void drop(int member) {
    decide(member, Decision.DROP);
  }

  @Override
  public void newKey(int member) {
    decide(member, Decision.NEW_KEY);
  }

  private void decide(int member, Decision decision) {
    assertEquals(null, decisions[member], () -> "member " + member + " was decided twice");
    decisions[member] = decision;
  }
}
