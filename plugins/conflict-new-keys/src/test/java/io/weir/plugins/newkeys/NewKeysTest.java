package io.weir.plugins.newkeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.spi.ConflictStrategy;
import io.weir.testkit.ConflictStrategyContract;
import io.weir.testkit.RecordedConflict;
import io.weir.testkit.RecordedConflict.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewKeysTest extends ConflictStrategyContract {
  @Override
  protected ConflictStrategy strategy() {
    return new NewKeys();
  }

  @Test
  void all_records_stay_and_all_but_the_first_get_new_keys() {
    RecordedConflict group = new RecordedConflict(1, 1, 4);
    strategy().resolve(group);
    assertEquals(List.of(Decision.KEEP, Decision.NEW_KEY, Decision.NEW_KEY), group.decisions());
  }
}
