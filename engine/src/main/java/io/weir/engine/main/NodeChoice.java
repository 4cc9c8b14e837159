package io.weir.engine.main;

import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which node a command asks: one that is started on a data directory for it, or one that serves.
 */
final class NodeChoice {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".weir",
      description = "The data directory the run was made in (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = {
        "Ask the node that serves at this port of this machine",
        "instead of starting one on the data directory."
      })
  private @Nullable Integer port;

  /** Asks the node something; a node that is started for it ends afterwards. */
  <T> T ask(Terminal people, Function<Workbench, T> question) {
    return port == null ? askOwn(people, question) : askServing(port, question);
  }

  private <T> T askOwn(Terminal people, Function<Workbench, T> question) {
    if (!Files.isDirectory(data)) {
      throw new StartFailure(
          "There is no data directory " + data + ".",
          "Name the one the run was made in with --data; weir run keeps it as .weir beside the"
              + " document.");
    }
    people.status("starting …");
    try (Node node = Node.start(NodeSettings.alone(data));
        Client client = node.client()) {
      return question.apply(new Workbench(client));
    }
  }

  private <T> T askServing(int at, Function<Workbench, T> question) {
    Path file = data.resolve(Node.TOKEN_FILE);
    String token;
    try {
      token = Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartFailure(
          "The token " + file + " of the serving node cannot be read.",
          "Name the node's data directory with --data, as the user it runs as.",
          e);
    }
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "weir-client");
    try (Client client = new Client(system, NodeSettings.LOOPBACK, at, token)) {
      return question.apply(new Workbench(client));
    } finally {
      system.terminate();
    }
  }
}
