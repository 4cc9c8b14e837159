package io.weir.engine.access.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.weir.engine.access.door.Failures;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.v1.Problems;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.grpc.Trailers;
import org.apache.pekko.grpc.javadsl.MetadataBuilder;
import org.apache.pekko.util.ByteString;

/**
 * Problems as messages, and failures as the trailers of a call: the status, and a {@code
 * google.rpc.Status} whose details are one {@link Problems}.
 */
public final class ProblemMessages {
  /** Where gRPC keeps the details of a status. */
  public static final String DETAILS = "grpc-status-details-bin";

  private static final String UNKNOWN_METHOD = "Not implemented: ";

  private ProblemMessages() {}

  static io.weir.v1.Problem problem(Problem problem) {
    return io.weir.v1.Problem.newBuilder()
        .setCode(problem.code().code())
        .setMessage(problem.message())
        .setAdvice(problem.advice())
        .putAllWhere(problem.where())
        .build();
  }

  /** For the generated handlers. */
  @SuppressWarnings("deprecation") // the generated code has no other
  static org.apache.pekko.japi.Function<
          ActorSystem, org.apache.pekko.japi.Function<Throwable, Trailers>>
      mapper() {
    return system -> ProblemMessages::trailers;
  }

  static Trailers trailers(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof UnsupportedOperationException unknown
        && unknown.getMessage() != null
        && unknown.getMessage().startsWith(UNKNOWN_METHOD)) {
      return new Trailers(Status.UNIMPLEMENTED.withDescription("There is no such method."));
    }
    List<Problem> problems =
        switch (cause) {
          case WeirException several when several.problems().size() > 1 -> several.problems();
          case InvalidProtocolBufferException malformed ->
              List.of(
                  Problem.of(
                      ErrorCode.INVALID_REQUEST,
                      "The message of the call cannot be read.",
                      "Make it with the stubs of this version's API."));
          default -> List.of(Failures.tell(cause));
        };
    String summary =
        cause instanceof WeirException known
            ? known.problem().message()
            : problems.getFirst().message();
    Status status = status(problems.getFirst().code().kind()).withDescription(summary);
    return new Trailers(
        status,
        new MetadataBuilder()
            .addBinary(DETAILS, ByteString.fromArray(details(status, problems)))
            .build());
  }

  private static byte[] details(Status status, List<Problem> problems) {
    Problems all =
        Problems.newBuilder()
            .addAllProblems(problems.stream().map(ProblemMessages::problem).toList())
            .build();
    return com.google.rpc.Status.newBuilder()
        .setCode(status.getCode().value())
        .setMessage(problems.getFirst().message())
        .addDetails(Any.pack(all))
        .build()
        .toByteArray();
  }

  static Status status(ErrorCode.Kind kind) {
    return switch (kind) {
      case INVALID_ARGUMENT -> Status.INVALID_ARGUMENT;
      case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Status.PERMISSION_DENIED;
      case NOT_FOUND -> Status.NOT_FOUND;
      case ALREADY_EXISTS -> Status.ALREADY_EXISTS;
      case ABORTED -> Status.ABORTED;
      case FAILED_PRECONDITION -> Status.FAILED_PRECONDITION;
      case UNAVAILABLE -> Status.UNAVAILABLE;
      case DEADLINE_EXCEEDED -> Status.DEADLINE_EXCEEDED;
      case INTERNAL -> Status.INTERNAL;
    };
  }
}
