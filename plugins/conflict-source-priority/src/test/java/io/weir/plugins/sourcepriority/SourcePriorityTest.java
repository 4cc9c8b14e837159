package io.weir.plugins.sourcepriority;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.spi.ConflictStrategy;
import io.weir.testkit.ConflictStrategyContract;
import io.weir.testkit.RecordedConflict;
import io.weir.testkit.RecordedConflict.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcePriorityTest extends ConflictStrategyContract {
  @Override
  protected ConflictStrategy strategy() {
    return new SourcePriority();
  }

  @Test
  void the_first_record_of_the_highest_source_stays() {
    RecordedConflict group = new RecordedConflict(1, 1, 4);
    strategy().resolve(group);
    assertEquals(List.of(Decision.KEEP, Decision.DROP, Decision.DROP), group.decisions());
  }
}
