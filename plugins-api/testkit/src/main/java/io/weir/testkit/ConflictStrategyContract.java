package io.weir.testkit;

import static io.weir.testkit.RecordedConflict.Decision.KEEP;
import static io.weir.testkit.RecordedConflict.Decision.NEW_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.ConflictStrategy;
import io.weir.testkit.RecordedConflict.Decision;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every conflict strategy promises. */
public abstract class ConflictStrategyContract {
  /** The strategy under test; a new instance each time. */
  protected abstract ConflictStrategy strategy();

  @Test
  void it_says_what_it_is() {
    Names.assertDescribed(strategy().name(), strategy().summary(), Map.of());
    assertEquals(strategy().name(), strategy().name());
    assertEquals(strategy().makesNewKeys(), strategy().makesNewKeys());
  }

  @Test
  void it_decides_every_member_exactly_once() {
    for (int size = 2; size < 40; size++) {
      assertEquals(size, decide(strategy(), RecordedConflict.drawn(size, size)).size());
    }
  }

  @Test
  void it_decides_a_group_of_one_source() {
    assertEquals(3, decide(strategy(), new RecordedConflict(0, 0, 0)).size());
  }

  @Test
  void it_decides_a_group_that_lacks_the_highest_source() {
    assertEquals(2, decide(strategy(), new RecordedConflict(3, 7)).size());
  }

  @Test
  void it_decides_a_very_large_group() {
    assertEquals(200_000, decide(strategy(), RecordedConflict.drawn(200_000, 1)).size());
  }

  @Test
  void it_lets_at_most_one_member_keep_the_key() {
    for (int size = 2; size < 40; size++) {
      List<Decision> decisions = decide(strategy(), RecordedConflict.drawn(size, size));
      assertTrue(decisions.stream().filter(KEEP::equals).count() <= 1, decisions::toString);
    }
  }

  @Test
  void it_makes_new_keys_if_and_only_if_it_says_so() {
    boolean made =
        IntStream.range(2, 40)
            .mapToObj(size -> decide(strategy(), RecordedConflict.drawn(size, size)))
            .anyMatch(decisions -> decisions.contains(NEW_KEY));
    assertEquals(strategy().makesNewKeys(), made);
  }

  @Test
  void it_decides_the_same_group_the_same_way_again() {
    ConflictStrategy same = strategy();
    for (int size = 2; size < 40; size++) {
      List<Decision> first = decide(same, RecordedConflict.drawn(size, size));
      decide(same, RecordedConflict.drawn(size, -size));
      assertEquals(first, decide(same, RecordedConflict.drawn(size, size)));
      assertEquals(first, decide(strategy(), RecordedConflict.drawn(size, size)));
    }
  }

  @Test
  void it_decides_the_same_way_on_many_threads() {
    ConflictStrategy shared = strategy();
    List<List<Decision>> inParallel =
        IntStream.range(2, 500)
            .parallel()
            .mapToObj(size -> decide(shared, RecordedConflict.drawn(size % 9 + 2, size)))
            .toList();
    List<List<Decision>> inTurn =
        IntStream.range(2, 500)
            .mapToObj(size -> decide(strategy(), RecordedConflict.drawn(size % 9 + 2, size)))
            .toList();
    assertEquals(inTurn, inParallel);
  }

  private static List<Decision> decide(ConflictStrategy strategy, RecordedConflict group) {
    strategy.resolve(group);
    return group.decisions();
  }
}
