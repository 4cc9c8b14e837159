package io.weir.plugins.dropall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.spi.ConflictStrategy;
import io.weir.testkit.ConflictStrategyContract;
import io.weir.testkit.RecordedConflict;
import io.weir.testkit.RecordedConflict.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropAllTest extends ConflictStrategyContract {
  @Override
  protected ConflictStrategy strategy() {
    return new DropAll();
  }

  @Test
  void every_record_goes() {
    RecordedConflict group = new RecordedConflict(1, 1, 4);
    strategy().resolve(group);
    assertEquals(List.of(Decision.DROP, Decision.DROP, Decision.DROP), group.decisions());
  }
}
