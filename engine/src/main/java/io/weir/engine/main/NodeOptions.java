package io.weir.engine.main;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.main.client.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node a command asks. */
final class NodeOptions {
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
      description = {
        "A node that is serving, with the token of the data directory;",
        "without it a node is started in that directory for a moment."
      })
  private @Nullable String node;

  /** Asks the node something. */
  <A> A ask(Function<Client, A> question) {
    if (node == null) {
      requireKept();
      try (Node started = Node.start(NodeSettings.alone(data));
          Client client = started.client()) {
        return question.apply(client);
      }
    }
    int colon = node.lastIndexOf(':');
    if (colon < 1 || !node.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw InputProblem.inFile(
          node, "\"" + node + "\" is no address of a node.", "Write it like 127.0.0.1:7411.");
    }
    String token = ModuleFile.text(data.resolve("token")).strip();
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            "weir-client",
            ConfigFactory.parseString(CLIENT).withFallback(ConfigFactory.load()));
    try (Client client =
        new Client(
            system, node.substring(0, colon), Integer.parseInt(node.substring(colon + 1)), token)) {
      return question.apply(client);
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  /** Asking for something must not make a folder that keeps nothing. */
  private void requireKept() {
    if (!Files.isDirectory(data)) {
      throw InputProblem.inFile(
          data.toString(),
          "There is no data directory " + data + ", so no versions are kept there.",
          "Name one with --data, or a node that is serving with --node.");
    }
  }
}
