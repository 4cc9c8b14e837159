package io.weir.engine.main.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weir.v1.Problem;
import io.weir.v1.Problems;
import java.util.List;

/** A call that the node refused or could not do, with the problems it told. */
public final class CallFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final Status.Code status;
  private final transient List<Problem> problems;

  private CallFailed(Status.Code status, List<Problem> problems) {
    super(problems.getFirst().getMessage());
    this.status = status;
    this.problems = List.copyOf(problems);
  }

  static CallFailed of(StatusRuntimeException failure) {
    List<Problem> problems = problems(failure);
    return new CallFailed(
        failure.getStatus().getCode(),
        problems.isEmpty() ? List.of(unexplained(failure.getStatus())) : problems);
  }

  public Status.Code status() {
    return status;
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static List<Problem> problems(StatusRuntimeException failure) {
    Metadata trailers = failure.getTrailers();
    byte[] details = trailers == null ? null : trailers.get(DETAILS);
    if (details == null) {
      return List.of();
    }
    try {
      for (Any detail : com.google.rpc.Status.parseFrom(details).getDetailsList()) {
        if (detail.is(Problems.class)) {
          return detail.unpack(Problems.class).getProblemsList();
        }
      }
    } catch (InvalidProtocolBufferException e) {
      return List.of();
    }
    return List.of();
  }

  private static Problem unexplained(Status status) {
    String description = status.getDescription() == null ? "" : ": " + status.getDescription();
    return Problem.newBuilder()
        .setCode(status.getCode().name())
        .setMessage("The node answered " + status.getCode() + description)
        .setAdvice("Check that the node is up and that the address is its API's.")
        .build();
  }
}
