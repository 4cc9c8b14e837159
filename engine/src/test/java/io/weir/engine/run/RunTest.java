package io.weir.engine.run;

import static io.weir.engine.run.RunFixture.ADA;
import static io.weir.engine.run.RunFixture.ID;
import static io.weir.engine.run.RunFixture.PROBLEM;
import static io.weir.engine.run.RunFixture.UNKNOWN;
import static io.weir.engine.run.RunFixture.UPLOAD;
import static io.weir.engine.run.RunFixture.begun;
import static io.weir.engine.run.RunFixture.commit;
import static io.weir.engine.run.RunFixture.part;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.entity.Origin;
import io.weir.engine.run.RunReport.SourceReport;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final SourceKey TILL = new SourceKey("orders", 0);
  private static final Run.Told GO_ON = new Run.Told(Instruction.GO_ON);
  private static final Run.Told HALT = new Run.Told(Instruction.HALT);

  private static SourceReport till(RunFixture run) {
    return run.state().report().tables().getFirst().sources().getFirst();
  }

  @Test
  void whoever_was_superseded_commits_nothing() {
    RunFixture run = begun();
    run.accept(new Run.Begin(ID, "another node"));
    assertEquals(ErrorCode.FENCED, run.refuse(commit(1, part(Stage.EXTRACT, 0, 0, 10), 0)));
    assertEquals(GO_ON, run.accept(commit(2, part(Stage.EXTRACT, 0, 0, 10), 0)));
    assertEquals(10, till(run).extracted());
  }

  @Test
  void a_part_committed_again_because_the_answer_was_lost_counts_once() {
    RunFixture run = begun();
    run.accept(commit(1, part(Stage.EXTRACT, 0, 0, 10), 3));
    assertEquals(GO_ON, run.accept(commit(1, part(Stage.EXTRACT, 0, 0, 10), 3)));
    assertEquals(13, till(run).read());
    assertEquals(3, till(run).rules().getFirst().count());
  }

  @Test
  void counts_of_voided_parts_are_gone() {
    RunFixture run = begun();
    run.accept(commit(1, part(Stage.EXTRACT, 0, 0, 10), 3));
    run.accept(commit(1, part(Stage.EXTRACT, 1, 0, 7), 1));
    run.accept(new Run.RestartSource(ID, 1, TILL, "it changed"));
    assertEquals(0, till(run).read());
    assertEquals(List.of(), till(run).rules());
    run.accept(commit(1, part(Stage.EXTRACT, 0, 0, 20), 5));
    run.accept(new Run.CompleteSource(ID, 1, TILL, 25, List.of()));
    assertEquals(20, till(run).extracted());
    assertEquals(5, till(run).rules().getFirst().count());
    assertEquals(27, run.state().view().tables().getFirst().extracted());
  }

  @Test
  void an_execution_goes_on_where_the_ledger_stands() {
    RunFixture run = begun();
    run.accept(commit(1, part(Stage.EXTRACT, 0, 0, 10), 0));
    run.accept(commit(1, part(Stage.EXTRACT, 0, 1, 10), 0));
    run.accept(new Run.CompleteSource(ID, 1, TILL, 20, List.of()));
    run.accept(commit(1, part(Stage.ANONYMIZE, 0, 1, 10), 0));
    var progress = run.state().book().progress();
    assertEquals(2, progress.sources().get(TILL).parts().size());
    assertEquals(2, progress.sources().get(TILL).resumePoint().bytes());
    assertTrue(progress.sources().get(TILL).complete());
    assertEquals(
        part(Stage.ANONYMIZE, 0, 1, 10),
        progress.prepared().get(part(Stage.EXTRACT, 0, 1, 10).id()));
  }

  @Test
  void a_paused_run_takes_the_part_in_hand_and_says_halt() {
    RunFixture run = begun();
    run.accept(new Run.Pause(ID, ADA));
    assertEquals(HALT, run.accept(commit(1, part(Stage.EXTRACT, 0, 0, 10), 0)));
    assertEquals(10, till(run).extracted());
    run.accept(new Run.Begin(ID, "node"));
    assertEquals(1, run.state().epoch());
    run.accept(new Run.Resume(ID, ADA));
    run.accept(new Run.Begin(ID, "node"));
    assertEquals(2, run.state().epoch());
  }

  @Test
  void a_run_paused_just_before_it_was_prepared_is_paused() {
    RunFixture run = begun();
    run.accept(new Run.Pause(ID, ADA));
    run.accept(new Run.Prepared(ID, 1, ID));
    assertEquals(RunState.PAUSED, run.state().state());
  }

  @Test
  void a_stopped_run_takes_nothing_more() {
    RunFixture run = begun();
    run.accept(new Run.Stop(ID, false, ADA));
    int events = run.events.size();
    assertEquals(HALT, run.accept(commit(1, part(Stage.EXTRACT, 0, 0, 10), 0)));
    run.accept(new Run.Failed(ID, 1, PROBLEM));
    run.accept(new Run.Prepared(ID, 1, ID));
    assertEquals(events, run.events.size());
    assertEquals(RunState.STOPPED, run.state().state());
    assertEquals(ErrorCode.WRONG_STATE, run.refuse(new Run.Resume(ID, ADA)));
  }

  @Test
  void a_repeated_pause_after_a_resume_does_not_pause_again() {
    RunFixture run = begun();
    Origin once = Origin.of("ada", "k", "pause");
    run.accept(new Run.Pause(ID, once));
    run.accept(new Run.Resume(ID, ADA));
    run.accept(new Run.Pause(ID, once));
    assertEquals(RunState.RUNNING, run.state().state());
  }

  @Test
  void an_upload_is_neither_paused_nor_stopped() {
    RunFixture run = begun().uploading();
    assertEquals(ErrorCode.WRONG_STATE, run.refuse(new Run.Pause(ID, ADA)));
    assertEquals(ErrorCode.WRONG_STATE, run.refuse(new Run.Stop(ID, true, ADA)));
  }

  @Test
  void an_upload_of_unknown_outcome_rests_until_resumed_and_stays_known() {
    RunFixture run = begun().uploading();
    run.accept(new Run.Unknown(ID, 2, UNKNOWN));
    run.accept(new Run.Parked(ID, 2, UNKNOWN));
    assertEquals(RunState.PAUSED, run.state().state());
    run.accept(new Run.Resume(ID, ADA));
    assertEquals(RunState.UPLOADING, run.state().state());
    assertEquals(UNKNOWN, run.state().problem().orElseThrow());
    run.accept(new Run.Delivered(ID, 2, "there", Map.of()));
    assertTrue(run.state().problem().isEmpty());
  }

  @Test
  void a_run_killed_after_delivery_is_published_without_another_delivery() {
    RunFixture run = begun().uploading();
    run.accept(new Run.Delivered(ID, 2, "there", Map.of("orders", 8L)));
    run.accept(new Run.Begin(ID, "node"));
    run.accept(new Run.Delivered(ID, 3, "there", Map.of("orders", 8L)));
    run.accept(new Run.Published(ID, 3));
    assertEquals(RunState.UPLOADED, run.state().state());
    assertEquals("1.1.0", run.state().view().newModuleVersion().orElseThrow());
    assertEquals(
        1, run.events.stream().filter(event -> event instanceof Run.UploadDelivered).count());
  }

  @Test
  void nothing_is_published_before_it_is_delivered() {
    RunFixture run = begun().uploading();
    run.accept(new Run.Published(ID, 2));
    assertEquals(RunState.UPLOADING, run.state().state());
  }

  @Test
  void a_confirmed_upload_is_confirmed_once() {
    RunFixture run = begun().uploading();
    run.accept(new Run.ConfirmUpload(ID, new Run.Upload(2, "9.9.9", ID), ADA));
    assertEquals(UPLOAD, run.state().publication().upload().orElseThrow());
  }

  @Test
  void executions_that_get_nowhere_come_to_an_end() {
    RunFixture run = begun();
    for (int i = 1; i < Run.MOST_FRUITLESS; i++) {
      run.accept(new Run.Begin(ID, "node"));
    }
    assertEquals(RunState.RUNNING, run.state().state());
    run.accept(new Run.Begin(ID, "node"));
    assertEquals(RunState.FAILED, run.state().state());
  }

  @Test
  void an_execution_that_got_further_starts_the_count_anew() {
    RunFixture run = begun();
    for (int i = 0; i < 3 * Run.MOST_FRUITLESS; i++) {
      run.accept(new Run.Begin(ID, "node"));
      run.accept(commit(run.state().epoch(), part(Stage.EXTRACT, 0, i, 1), 0));
    }
    assertEquals(RunState.RUNNING, run.state().state());
  }

  @Test
  void the_history_is_bounded() {
    RunFixture run = begun();
    for (int i = 0; i < 2000; i++) {
      run.accept(new Run.Pause(ID, ADA));
      run.accept(new Run.Resume(ID, ADA));
    }
    assertEquals(500, run.state().view().history().size());
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertEquals(ErrorCode.NOT_FOUND, new RunFixture().refuse(new Run.Get(ID)));
    assertEquals(ErrorCode.NOT_FOUND, new RunFixture().refuse(new Run.Begin(ID, "node")));
  }

  @Test
  void failed_attempts_are_told_with_when_the_next_is_made() {
    RunFixture run = begun();
    assertEquals(GO_ON, run.accept(attempt(1, 1)));
    assertEquals(GO_ON, run.accept(attempt(1, 1)));
    assertEquals(GO_ON, run.accept(attempt(1, 2)));
    assertEquals(
        List.of("1", "2"),
        told(run, "source attempt failed").stream().map(facts -> facts.get("attempt")).toList());
    assertEquals(
        Map.of(
            "table", "orders",
            "source", "till",
            "attempt", "1",
            "code", "WEIR-5002",
            "next", "2026-03-01T08:00:03Z"),
        told(run, "source attempt failed").getFirst());
    assertEquals(2, run.state().book().progress().sources().get(TILL).tries().failed());
  }

  @Test
  void a_source_that_gets_further_is_counted_anew_and_one_that_begins_again_is_not() {
    RunFixture run = begun();
    run.accept(attempt(1, 1));
    run.accept(commit(1, part(Stage.EXTRACT, 0, 0, 10), 0));
    assertEquals(0, run.state().book().tries(TILL).failed());
    run.accept(attempt(1, 1));
    run.accept(new Run.RestartSource(ID, 1, TILL, "it changed"));
    assertEquals(1, run.state().book().tries(TILL).failed());
    run.accept(commit(1, part(Stage.EXTRACT, 0, 0, 10), 0));
    assertEquals(1, run.state().book().tries(TILL).failed());
    run.accept(commit(1, part(Stage.EXTRACT, 0, 1, 10), 0));
    assertEquals(0, run.state().book().tries(TILL).failed());
  }

  @Test
  void whoever_waits_is_told_what_the_run_wants_and_enters_nothing() {
    RunFixture run = begun();
    int events = run.events.size();
    assertEquals(GO_ON, run.accept(new Run.AskInstruction(ID, 1)));
    run.accept(new Run.Pause(ID, ADA));
    assertEquals(HALT, run.accept(new Run.AskInstruction(ID, 1)));
    assertEquals(HALT, run.accept(attempt(1, 1)));
    run.accept(new Run.Stop(ID, false, ADA));
    assertEquals(HALT, run.accept(new Run.AskInstruction(ID, 1)));
    assertEquals(events + 3, run.events.size());
    assertEquals(ErrorCode.FENCED, begun().refuse(new Run.AskInstruction(ID, 7)));
  }

  @Test
  void too_few_records_are_a_warning_in_history_and_report() {
    RunFixture run = begun();
    var missing = new RuleCount("orders", 0, "", Rule.TOO_FEW_RECORDS, 0, 4);
    run.accept(new Run.CompleteSource(ID, 1, TILL, 6, List.of(missing)));
    assertEquals(
        List.of(
            Map.of(
                "table", "orders",
                "source", "till",
                "records", "6",
                "expected", "10",
                "code", "WEIR-5009")),
        told(run, "warning: too few records"));
    assertEquals(Rule.TOO_FEW_RECORDS, till(run).rules().getFirst().rule());
  }

  private static Run.AttemptFailed attempt(long epoch, int number) {
    return new Run.AttemptFailed(
        ID, epoch, TILL, number, ErrorCode.SOURCE_UNAVAILABLE, Duration.ofSeconds(3));
  }

  private static List<Map<String, String>> told(RunFixture run, String what) {
    return run.state().history().stream()
        .filter(entry -> entry.what().equals(what))
        .map(RunView.HistoryEntry::facts)
        .toList();
  }

  @Test
  void risks_stored_again_because_the_answer_was_lost_are_entered_once_and_told_in_the_report() {
    RunFixture fixture = RunFixture.begun();
    List<RiskFile> risks = List.of(new RiskFile("orders", "r1/risk/orders.json", 7, "c0"));
    fixture.accept(new Run.StoreRisks(RunFixture.ID, 1, risks));
    int events = fixture.events.size();
    fixture.accept(new Run.StoreRisks(RunFixture.ID, 1, risks));
    assertEquals(events, fixture.events.size());
    assertEquals(risks, RunTelling.report(fixture.state()).risks());
    assertEquals(risks.getFirst(), RunTelling.report(fixture.state()).risk("orders").orElseThrow());
  }
}
