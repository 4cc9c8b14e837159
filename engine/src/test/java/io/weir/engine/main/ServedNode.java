package io.weir.engine.main;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.main.client.Client;
import io.weir.engine.storage.embedded.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * {@code weir serve} in a process of its own, on a database that outlives it; made to be killed.
 */
final class ServedNode implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "-Xmx384m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC");

  private final Process process;
  private final Client client;

  private ServedNode(Process process, Client client) {
    this.process = process;
    this.client = client;
  }

  /**
   * Starts a node and waits until it tells how to reach it.
   *
   * @param options of the Java machine
   * @param system does the client's work
   */
  static ServedNode start(
      Path data, PostgresServer postgres, List<String> options, ActorSystem<?> system)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-Dweir.plugins=" + System.getProperty("weir.plugins"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Weir.class.getName(), "serve"));
    command.addAll(List.of("--data", data.toString(), "--port", "0", "--http-port", "0", "--json"));
    command.addAll(List.of("--database", postgres.url("weir"), "--database-user", postgres.user()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("WEIR_DATABASE_PASSWORD", postgres.password());
    builder.redirectError(
        ProcessBuilder.Redirect.appendTo(data.resolveSibling("node.log").toFile()));
    Process process = builder.start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the node did not start; see " + data.resolveSibling("node.log"));
    }
    JsonNode told = new ObjectMapper().readTree(line);
    return new ServedNode(
        process,
        new Client(
            system,
            told.get("host").asText(),
            told.get("port").asInt(),
            told.get("token").asText()));
  }

  Client client() {
    return client;
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL: no hook runs, nothing is flushed. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
    client.close();
  }

  @Override
  public void close() {
    kill();
  }
}
