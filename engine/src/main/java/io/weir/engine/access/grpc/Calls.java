package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Call;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.grpc.javadsl.Metadata;

/** Reads what comes with a call beside its message. */
final class Calls {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST_KEY = 200;

  /** From the specification of gRPC over HTTP/2. */
  private static final Pattern TIMEOUT = Pattern.compile("([0-9]{1,8})([HMSmun])");

  private Calls() {}

  static Call of(Metadata metadata) {
    return new Call(
        metadata
            .getText("authorization")
            .filter(text -> text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(text -> text.substring(SCHEME.length()).strip()),
        metadata.getText("grpc-timeout").flatMap(Calls::timeout));
  }

  /** An idempotency key as it may be stored. */
  static String key(String idempotencyKey) {
    if (idempotencyKey.length() > LONGEST_KEY) {
      throw invalid(
          "idempotency_key",
          "The idempotency key is longer than " + LONGEST_KEY + " characters.",
          "Use a random UUID.");
    }
    return idempotencyKey;
  }

  static WeirException invalid(String field, String message, String advice) {
    return new WeirException(
        Problem.of(ErrorCode.INVALID_REQUEST, message, advice).at("field", field));
  }

  static Optional<Duration> timeout(String text) {
    Matcher matcher = TIMEOUT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "H" -> Duration.ofHours(number);
          case "M" -> Duration.ofMinutes(number);
          case "S" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMillis(number);
          case "u" -> Duration.ofNanos(number * 1_000);
          default -> Duration.ofNanos(number);
        });
  }
}
