package io.weir.engine.access.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.grpc.javadsl.MetadataBuilder;
import org.junit.jupiter.api.Test;

class CallsTest {
  @Test
  void every_unit_of_a_timeout_is_understood() {
    assertEquals(Optional.of(Duration.ofHours(2)), Calls.timeout("2H"));
    assertEquals(Optional.of(Duration.ofMinutes(3)), Calls.timeout("3M"));
    assertEquals(Optional.of(Duration.ofSeconds(4)), Calls.timeout("4S"));
    assertEquals(Optional.of(Duration.ofMillis(99999999)), Calls.timeout("99999999m"));
    assertEquals(Optional.of(Duration.ofNanos(6000)), Calls.timeout("6u"));
    assertEquals(Optional.of(Duration.ofNanos(7)), Calls.timeout("7n"));
    for (String wrong : new String[] {"", "S", "5", "-1S", "999999999S", "1 S", "1s"}) {
      assertEquals(Optional.empty(), Calls.timeout(wrong));
    }
  }

  @Test
  void a_bearer_token_is_taken_whatever_the_case_of_its_scheme() {
    assertEquals(Optional.of("abc"), token("Bearer abc"));
    assertEquals(Optional.of("abc"), token("bearer  abc "));
    assertEquals(Optional.empty(), token("Basic abc"));
    assertEquals(Optional.empty(), token("abc"));
  }

  @Test
  void an_endless_idempotency_key_is_refused() {
    assertEquals("k", Calls.key("k"));
    assertThrows(WeirException.class, () -> Calls.key("k".repeat(201)));
  }

  private static Optional<String> token(String header) {
    return Calls.of(new MetadataBuilder().addText("authorization", header).build()).token();
  }
}
