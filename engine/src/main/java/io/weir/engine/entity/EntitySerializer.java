package io.weir.engine.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.vocabulary.Problem;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Writes events, snapshots, commands and answers as JSON under the names of {@link Shapes}, so that
 * the journal holds no class names and code may be moved freely.
 */
public final class EntitySerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 9_346_001;
  private static final String ENVELOPE = "envelope";
  private static final String DONE = "done";
  private static final String DECLINED = "declined";

  private final ExtendedActorSystem system;
  private final Map<String, Class<?>> types = new HashMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  public EntitySerializer(ExtendedActorSystem system) {
    this.system = system;
    for (Shapes shapes : ServiceLoader.load(Shapes.class, system.dynamicAccess().classLoader())) {
      shapes.durable().forEach(this::register);
      shapes.passing().forEach(this::register);
    }
  }

  private void register(String name, Class<?> type) {
    if (types.put(name, type) != null || names.put(type, name) != null) {
      throw new IllegalStateException("the shape " + name + " or " + type + " is named twice");
    }
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return switch (message) {
      case Envelope<?> envelope -> ENVELOPE;
      case Answer.Done done -> DONE;
      case Answer.Declined declined -> DECLINED;
      default -> name(message);
    };
  }

  private String name(Object message) {
    String name = names.get(message.getClass());
    if (name == null) {
      throw new IllegalArgumentException(
          message.getClass() + " has no name; add it to the Shapes of its package");
    }
    return name;
  }

  @Override
  public byte[] toBinary(Object message) {
    return switch (message) {
      case Envelope<?> envelope -> Json.bytes(envelope(envelope));
      case Answer.Done done -> Json.bytes(named(done.reply()));
      case Answer.Declined declined -> Json.bytes(declined.problem());
      default -> Json.bytes(message);
    };
  }

  private ObjectNode named(Object message) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("name", name(message));
    node.set("body", Json.MAPPER.valueToTree(message));
    return node;
  }

  private ObjectNode envelope(Envelope<?> envelope) {
    ObjectNode node = named(envelope.command());
    node.put("now", envelope.now().toString());
    node.put("replyTo", resolver().toSerializationFormat(envelope.replyTo()));
    return node;
  }

  private ActorRefResolver resolver() {
    return ActorRefResolver.get(Adapter.toTyped(system));
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    try {
      return switch (manifest) {
        case ENVELOPE -> envelope(Json.MAPPER.readTree(bytes));
        case DONE -> new Answer.Done(body(Json.MAPPER.readTree(bytes)));
        case DECLINED -> new Answer.Declined(Json.MAPPER.readValue(bytes, Problem.class));
        default -> Json.MAPPER.readValue(bytes, type(manifest));
      };
    } catch (NotSerializableException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a stored or received " + manifest, e);
    }
  }

  private Envelope<?> envelope(JsonNode node) throws IOException {
    return new Envelope<>(
        body(node),
        Instant.parse(node.get("now").asText()),
        resolver().resolveActorRef(node.get("replyTo").asText()));
  }

  private Object body(JsonNode node) throws IOException {
    return Json.MAPPER.treeToValue(node.get("body"), type(node.get("name").asText()));
  }

  private Class<?> type(String name) throws NotSerializableException {
    Class<?> type = types.get(name);
    if (type == null) {
      throw new NotSerializableException(
          "nothing is known by the name " + name + "; it was written by another version of Weir");
    }
    return type;
  }
}
