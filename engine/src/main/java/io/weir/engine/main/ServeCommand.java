package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.storage.Database;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    header = "Runs a node until it is told to end.",
    description = {
      "",
      "Without --database the node has a PostgreSQL of its own under its data directory. It ends"
          + " cleanly on Ctrl-C or SIGTERM; after a kill -9 the next start goes on where it stopped.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the node was told to end",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder, the database",
      "4:a defect of Weir"
    })
final class ServeCommand implements Callable<Integer> {
  private static final String PASSWORD = "WEIR_DATABASE_PASSWORD";

  private final Streams streams;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".weir",
      description = "Where the node keeps everything (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--host",
      defaultValue = NodeSettings.LOOPBACK,
      description = "The address to listen at (default: ${DEFAULT-VALUE}, this machine only).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "7411",
      description = "Port of the API, gRPC and gRPC-Web; 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--http-port",
      defaultValue = "7412",
      description = "Port of /metrics, /ready and /alive; 0 for any (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "A PostgreSQL server instead of the embedded one: jdbc:postgresql://host/name.")
  private @Nullable String database;

  @Option(
      names = "--database-user",
      paramLabel = "NAME",
      defaultValue = "weir",
      description = {
        "Its user (default: ${DEFAULT-VALUE}).",
        "The password is read from the environment, " + PASSWORD + "."
      })
  private String databaseUser;

  @Option(names = "--json", description = "Write how to reach the node as JSON.")
  private boolean json;

  ServeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logging.toStandardError();
    NodeSettings settings =
        new NodeSettings(
            data,
            Optional.ofNullable(database)
                .map(url ->
                    new Database.Address(
                        url, databaseUser, System.getenv().getOrDefault(PASSWORD, ""))),
            host,
            port,
            httpPort);
    try (Node node = Node.start(settings)) {
      node.endProcessWith(ExitCode.DONE);
      if (json) {
        streams.out().line(json(node).toString());
      } else {
        Greeting.print(streams.out(), node);
      }
      node.awaitEnd();
    }
    throw new StartFailure(
        "The node ended by itself.", "Its log tells why; start it again once that is mended.");
  }

  private static ObjectNode json(Node node) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ok", true)
        .put("host", node.host())
        .put("port", node.port())
        .put("httpPort", node.operationsPort())
        .put("tokenFile", node.tokenFile().toString())
        .put("token", node.token())
        .put("pid", ProcessHandle.current().pid());
  }
}
