package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.connection.Connection;
import io.weir.engine.entity.DurableEvent;
import io.weir.engine.entity.DurableState;
import io.weir.engine.entity.Json;
import io.weir.engine.entity.Logic;
import io.weir.engine.entity.Shapes;
import io.weir.engine.module.Module;
import io.weir.engine.outbox.Outbox;
import io.weir.engine.run.Run;
import io.weir.engine.script.Script;
import io.weir.engine.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was ever stored is read for ever. Files of released versions are never changed; a new shape
 * gets a new file.
 */
class HistoriesTest {
  private static final Path FOLDER = Path.of("src/test/resources/histories");
  private static final Map<String, Class<?>> DURABLE = durable();

  private static Map<String, Class<?>> durable() {
    Map<String, Class<?>> all = new TreeMap<>();
    ServiceLoader.load(Shapes.class).forEach(shapes -> all.putAll(shapes.durable()));
    return all;
  }

  static List<Path> files() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Json.MAPPER.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_event_shape_has_a_history() {
    Set<String> told = new TreeSet<>();
    for (Path file : files()) {
      read(file).get("events").forEach(entry -> told.add(entry.get("manifest").asText()));
    }
    Set<String> shapes = new TreeSet<>();
    DURABLE.forEach((name, type) -> {
      if (DurableEvent.class.isAssignableFrom(type)) {
        shapes.add(name);
      }
    });
    assertEquals(shapes, told);
    assertTrue(shapes.size() > 30);
  }

  @Test
  void every_event_class_has_a_name() {
    Set<Class<?>> events = new java.util.HashSet<>();
    for (Class<?> sealed :
        List.of(
            Script.Event.class,
            Module.Event.class,
            Connection.Event.class,
            Task.Event.class,
            Run.Event.class,
            Outbox.Event.class)) {
      leaves(sealed, events);
    }
    for (Class<?> event : events) {
      assertTrue(DURABLE.containsValue(event), event + " has no name");
    }
  }

  private static void leaves(Class<?> type, Set<Class<?>> into) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        leaves(permitted, into);
      }
    } else {
      into.add(type);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_stored_event_is_read_and_written_as_it_stands(Path file) throws IOException {
    for (JsonNode entry : read(file).get("events")) {
      Class<?> type = DURABLE.get(entry.get("manifest").asText());
      Object event = Json.MAPPER.treeToValue(entry.get("event"), type);
      JsonNode again = Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(event));
      assertEquals(entry.get("event"), again);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_stored_history_leads_to_the_state_it_led_to(Path file) throws IOException {
    JsonNode history = read(file);
    Object state =
        switch (history.get("entity").asText()) {
          case "script" -> replay(history, new Script(), Script.Event.class);
          case "module" -> replay(history, new Module(), Module.Event.class);
          case "connection" -> replay(history, new Connection(), Connection.Event.class);
          case "task" -> replay(history, new Task(), Task.Event.class);
          case "run" -> replay(history, new Run(), Run.Event.class);
          case "outbox" -> replay(history, new Outbox(), Outbox.Event.class);
          default -> throw new AssertionError(file);
        };
    Object present = state instanceof Optional<?> optional ? optional.orElseThrow() : state;
    String written = Json.MAPPER.writeValueAsString(present);
    if (Boolean.getBoolean("weir.histories.record") && history.get("state").isNull()) {
      ((ObjectNode) history).set("state", Json.MAPPER.readTree(written));
      Files.writeString(
          file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(history) + "\n");
    }
    assertEquals(history.get("state"), Json.MAPPER.readTree(written));
    if (present instanceof DurableState) {
      assertEquals(present, Json.MAPPER.readValue(written, present.getClass()));
    }
  }

  private static <C, E extends DurableEvent, S, R> S replay(
      JsonNode history, Logic<C, E, S, R> logic, Class<E> events) throws IOException {
    S state = logic.empty();
    for (JsonNode entry : history.get("events")) {
      Object event =
          Json.MAPPER.treeToValue(entry.get("event"), DURABLE.get(entry.get("manifest").asText()));
      state = logic.apply(state, events.cast(event));
    }
    return state;
  }
}
