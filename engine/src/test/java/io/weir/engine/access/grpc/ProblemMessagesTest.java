package io.weir.engine.access.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.v1.Problems;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.pekko.grpc.Trailers;
import org.junit.jupiter.api.Test;

class ProblemMessagesTest {
  @Test
  void every_error_code_is_answered_with_the_status_of_its_kind() {
    for (ErrorCode code : ErrorCode.values()) {
      Trailers trailers =
          ProblemMessages.trailers(
              new CompletionException(new WeirException(Problem.of(code, "What.", "Do."))));
      assertEquals(code.kind().name(), trailers.getStatus().getCode().name());
    }
  }

  @Test
  void all_problems_are_in_the_details() throws Exception {
    var one = Problem.of(ErrorCode.NOT_RELEASED, "One.", "Release it.").at("script", "a.sh");
    var two = Problem.of(ErrorCode.NOT_FOUND, "Two.", "Create it.");
    var summary = Problem.of(ErrorCode.NOT_RELEASED, "Two things are missing.", "See each.");
    Trailers trailers = ProblemMessages.trailers(new WeirException(summary, List.of(one, two)));
    assertEquals("Two things are missing.", trailers.getStatus().getDescription());
    List<io.weir.v1.Problem> told = problems(trailers).getProblemsList();
    assertEquals(List.of("One.", "Two."), told.stream().map(it -> it.getMessage()).toList());
    assertEquals("WEIR-3005", told.getFirst().getCode());
    assertEquals("a.sh", told.getFirst().getWhereOrThrow("script"));
  }

  @Test
  void what_was_not_expected_says_nothing_of_itself() throws Exception {
    Trailers trailers =
        ProblemMessages.trailers(new IllegalStateException("select * from patients"));
    assertEquals(Status.Code.INTERNAL, trailers.getStatus().getCode());
    assertFalse(trailers.getStatus().getDescription().contains("patients"));
    assertFalse(problems(trailers).toString().contains("patients"));
    assertTrue(problems(trailers).getProblems(0).containsWhere("incident"));
  }

  @Test
  void a_method_that_is_not_there_is_unimplemented() {
    assertEquals(
        Status.Code.UNIMPLEMENTED,
        ProblemMessages.trailers(new UnsupportedOperationException("Not implemented: X"))
            .getStatus()
            .getCode());
    assertEquals(
        Status.Code.INTERNAL,
        ProblemMessages.trailers(new UnsupportedOperationException()).getStatus().getCode());
  }

  private static Problems problems(Trailers trailers) throws Exception {
    byte[] details =
        trailers.getMetadata().getBinary(ProblemMessages.DETAILS).orElseThrow().toArray();
    return com.google.rpc.Status.parseFrom(details).getDetails(0).unpack(Problems.class);
  }
}
