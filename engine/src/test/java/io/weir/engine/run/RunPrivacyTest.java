package io.weir.engine.run;

import static io.weir.engine.run.RunFixture.ADA;
import static io.weir.engine.run.RunFixture.ID;
import static io.weir.engine.run.RunFixture.PROBLEM;
import static io.weir.engine.run.RunFixture.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** When what a run set aside of the privacy budget may be given back. */
class RunPrivacyTest {
  private static boolean nothingLeft(RunFixture run) {
    return ((Run.Privacy) run.accept(new Run.GetPrivacy(ID))).nothingLeft();
  }

  private static long epoch(RunFixture run) {
    return run.state().epoch();
  }

  @Test
  void nothing_has_left_of_a_run_that_is_stopped_before_it_uploads() {
    RunFixture run = RunFixture.begun().prepared();
    assertFalse(nothingLeft(run), "it may still be confirmed");
    run.accept(new Run.Stop(ID, false, ADA));
    assertTrue(nothingLeft(run));
  }

  @Test
  void nothing_has_left_of_an_upload_that_is_refused_at_once() {
    RunFixture run = RunFixture.begun().uploading();
    assertFalse(nothingLeft(run));
    run.accept(new Run.Refused(ID, epoch(run), PROBLEM));
    assertTrue(nothingLeft(run));
  }

  @Test
  void an_execution_that_was_cut_off_may_have_delivered() {
    RunFixture run = RunFixture.begun().uploading();
    run.accept(new Run.Begin(ID, "another node"));
    run.accept(new Run.Refused(ID, epoch(run), PROBLEM));
    assertFalse(nothingLeft(run));
  }

  @Test
  void an_upload_of_unknown_outcome_may_have_arrived_though_the_run_is_stopped() {
    RunFixture run = RunFixture.begun().uploading();
    run.accept(new Run.Unknown(ID, epoch(run), UNKNOWN));
    run.accept(new Run.Parked(ID, epoch(run), UNKNOWN));
    run.accept(new Run.Stop(ID, false, ADA));
    assertFalse(nothingLeft(run));
  }

  @Test
  void what_was_delivered_has_left_whatever_fails_later() {
    RunFixture run = RunFixture.begun().uploading();
    run.accept(new Run.Delivered(ID, epoch(run), "there", Map.of()));
    run.accept(new Run.Failed(ID, epoch(run), PROBLEM));
    assertFalse(nothingLeft(run));
  }
}
