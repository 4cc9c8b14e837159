package io.weir.engine.dataplane.anonymize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.definition.PrivacyModel.Metric;
import io.weir.engine.privacy.search.Survey;
import java.util.List;
import org.junit.jupiter.api.Test;

class SolutionLatticeTest {
  @Test
  void a_loss_is_never_told_as_more_than_all() {
    assertEquals(1.0, SolutionLattice.utility(node(1.0000000000001), Metric.LOSS));
    assertEquals(0.25, SolutionLattice.utility(node(0.25), Metric.LOSS));
    assertEquals(40.5, SolutionLattice.utility(node(40.5), Metric.AVERAGE_CLASS_SIZE));
  }

  private static Survey.Node node(double utility) {
    return new Survey.Node(List.of(1), Survey.Verdict.KEPT, 0, utility, 1, 5);
  }
}
