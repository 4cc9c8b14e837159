package io.weir.engine.access.grpc;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Instants as messages. */
final class Times {
  private Times() {}

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
