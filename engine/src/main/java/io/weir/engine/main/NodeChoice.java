package io.weir.engine.main;

import com.typesafe.config.ConfigFactory;
import io.grpc.Status;
import io.weir.engine.main.client.CallFailed;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Which node a command asks: one that is started on a data directory for it, or one that serves.
 */
final class NodeChoice {
  private static final String CLIENT = "pekko.actor.provider = local";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".weir",
      description = "The node's data directory (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--node",
      paramLabel = "HOST:PORT",
      converter = AddressReader.class,
      description = {
        "A node that is serving, with the token of the data directory;",
        "without it a node is started in that directory for a moment."
      })
  private @Nullable Address node;

  /** Where a node serves. */
  record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** Reads {@code --node}. */
  static final class AddressReader implements ITypeConverter<Address> {
    private static final int LAST_PORT = 65_535;

    @Override
    public Address convert(String text) {
      int colon = text.lastIndexOf(':');
      String port = text.substring(colon + 1);
      if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > LAST_PORT) {
        throw new TypeConversionException(
            "'" + text + "' is no address of a node; write it like 127.0.0.1:7411");
      }
      return new Address(text.substring(0, colon), Integer.parseInt(port));
    }
  }

  /**
   * Asks the node something; a node that is started for it has ended afterwards.
   *
   * @param progress where people are told that one is started
   * @throws StartFailure if there is no data directory, or the node does not take its token
   */
  <T> T ask(Terminal progress, Function<Workbench, T> question) {
    return node == null ? askOwn(progress, question) : askServing(node, question);
  }

  /**
   * As {@link #ask}, for what is kept: a data directory that is not there is made.
   *
   * @throws StartFailure if the node cannot be started or does not take its token
   */
  <T> T keep(Terminal progress, Function<Workbench, T> change) {
    return node == null ? startedFor(progress, change) : askServing(node, change);
  }

  private <T> T askOwn(Terminal progress, Function<Workbench, T> question) {
    // Asking for something must not make a folder that keeps nothing.
    if (!Files.isDirectory(data)) {
      throw new StartFailure(
          "There is no data directory " + data + ".",
          "Name one with --data, or a node that is serving with --node; weir run keeps it as .weir"
              + " beside the document.");
    }
    return startedFor(progress, question);
  }

  private <T> T startedFor(Terminal progress, Function<Workbench, T> question) {
    progress.status("starting …");
    try (Node started = Node.start(NodeSettings.alone(data));
        Client client = started.client()) {
      started.awaitLists();
      return question.apply(new Workbench(client));
    } finally {
      progress.endStatus();
    }
  }

  private <T> T askServing(Address at, Function<Workbench, T> question) {
    String token = token();
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            "weir-client",
            ConfigFactory.parseString(CLIENT).withFallback(ConfigFactory.load()));
    try (Client client = new Client(system, at.host(), at.port(), token)) {
      return question.apply(new Workbench(client));
    } catch (CallFailed refused) {
      if (refused.status() == Status.Code.UNAUTHENTICATED) {
        throw new StartFailure(
            "The node at " + at + " does not take the token of " + data + ".",
            "Name the data directory of that very node with --data.",
            refused);
      }
      throw refused;
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  private String token() {
    Path file = data.resolve(Node.TOKEN_FILE);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartFailure(
          "The token " + file + " of the serving node cannot be read.",
          "Name the node's data directory with --data, as the user it runs as.",
          e);
    }
  }
}
