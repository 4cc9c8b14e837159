package io.weir.engine.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EntitySerializerTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "pekko { actor.provider = local, coordinated-shutdown.exit-jvm = off }")
              .withFallback(ConfigFactory.parseResourcesAnySyntax("weir"))
              .withFallback(ConfigFactory.defaultReference())
              .resolve());
  private static final Serialization SERIALIZATION =
      SerializationExtension.get(Adapter.toClassic(KIT.system()));

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private static Map<String, Class<?>> durable() {
    Map<String, Class<?>> all = new TreeMap<>();
    ServiceLoader.load(Shapes.class).forEach(shapes -> all.putAll(shapes.durable()));
    return all;
  }

  private static Map<String, Class<?>> passing() {
    Map<String, Class<?>> all = new TreeMap<>();
    ServiceLoader.load(Shapes.class).forEach(shapes -> all.putAll(shapes.passing()));
    return all;
  }

  private static Object roundTrip(Object message) {
    SerializerWithStringManifest serializer =
        assertInstanceOf(EntitySerializer.class, SERIALIZATION.findSerializerFor(message));
    byte[] bytes = serializer.toBinary(message);
    return SERIALIZATION
        .deserialize(bytes, serializer.identifier(), serializer.manifest(message))
        .get();
  }

  @Test
  void every_event_and_snapshot_comes_back_equal_under_its_own_name() {
    durable()
        .forEach((name, type) -> {
          Object sample = Samples.of(type);
          assertEquals(sample, roundTrip(sample), name);
          assertEquals(
              name,
              ((SerializerWithStringManifest) SERIALIZATION.findSerializerFor(sample))
                  .manifest(sample));
        });
  }

  @Test
  void every_command_and_reply_comes_back_equal() {
    var probe = KIT.<Answer>createTestProbe();
    passing()
        .forEach((name, type) -> {
          Object sample = Samples.of(type);
          var envelope = new Envelope<>(sample, Instant.EPOCH, probe.getRef());
          assertEquals(envelope, roundTrip(envelope), name);
          var done = new Answer.Done(sample);
          assertEquals(done, roundTrip(done), name);
        });
    assertTrue(passing().size() > 40);
  }

  @Test
  void a_refusal_comes_back_equal() {
    Problem problem = Problem.of(ErrorCode.NOT_FOUND, "There is none.", "Look.").at("task", "a");
    assertEquals(new Answer.Declined(problem), roundTrip(new Answer.Declined(problem)));
  }

  @Test
  void the_journal_holds_no_class_names() {
    durable()
        .forEach((name, type) -> {
          assertTrue(name.matches("[a-z]+(-[a-z]+)*\\.v[0-9]+"), name);
          Object sample = Samples.of(type);
          String stored =
              new String(
                  SERIALIZATION.findSerializerFor(sample).toBinary(sample), StandardCharsets.UTF_8);
          assertFalse(stored.contains("io.weir"), name);
          assertFalse(stored.contains("@class"), name);
        });
  }

  @Test
  void what_another_version_added_is_passed_over() {
    var bytes =
        "{\"id\":\"t\",\"revision\":2,\"later\":{},\"cause\":{\"by\":\"a\",\"at\":\"2026-03-01T08:00:00Z\",\"key\":\"\",\"fingerprint\":\"\"}}"
            .getBytes(StandardCharsets.UTF_8);
    assertTrue(SERIALIZATION.deserialize(bytes, 9_346_001, "task-released.v1").isSuccess());
  }

  @Test
  void an_unknown_name_is_an_error_that_tells_it() {
    var failure =
        assertThrows(
            NotSerializableException.class,
            () -> SERIALIZATION.deserialize(new byte[0], 9_346_001, "task-lost.v1").get());
    assertTrue(failure.getMessage().contains("task-lost.v1"));
  }
}
