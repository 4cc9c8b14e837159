package io.weir.engine.main;

import io.weir.engine.main.client.Client;
import io.weir.engine.main.demo.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    header = "Shows the whole job on a small company's data.",
    description = {
      "",
      "Starts a node in a fresh folder, sets up three systems (a database, a folder of files, a"
          + " program that prints JSON) with data that is dirty in known places, has it cleaned,"
          + " merged, anonymized, reviewed and published through the API, and proves the result.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything came out as it must",
      "1:something did not, and was told",
      "2:the command was not understood",
      "3:the machine lacks something: a port, a folder",
      "4:a defect of Weir"
    })
final class DemoCommand implements Callable<Integer> {
  private static final String MARK = "demo.weir";

  private final Streams streams;

  @Option(names = "--serve", description = "Leave the node running and tell how to talk to it.")
  private boolean serve;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".weir/demo",
      description = "Where the demo lives; emptied first (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  DemoCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    long begun = System.nanoTime();
    Path folder = data.toAbsolutePath().normalize();
    Terminal people = streams.people(json);
    empty(folder);
    Logging.toFile(folder.resolve("weir.log"));
    people.status("starting a node …");
    try (Node node = Node.start(NodeSettings.alone(folder.resolve("node")))) {
      boolean good;
      try (Client client = node.client()) {
        var demo =
            new Demo(
                people, client, node.postgres().orElseThrow(), folder, new RunProgress(people));
        good = demo.run(begun, Terminal.seconds(System.nanoTime() - begun));
        if (json) {
          streams.out().line(demo.json().toString());
        }
      }
      people.line("");
      if (serve && good) {
        Greeting.print(people, node);
        people.line("Ctrl-C ends the node; the folder stays.");
        node.awaitEnd();
      }
      return good ? ExitCode.DONE : ExitCode.PROBLEM;
    }
  }

  /** Empties a folder of an earlier demo, and no other. */
  private static void empty(Path folder) throws IOException {
    Path mark = folder.resolve(MARK);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.findAny().isPresent() && !Files.exists(mark)) {
          throw new StartFailure(
              folder + " is not empty, and not of an earlier demo.",
              "Choose another folder with --data.");
        }
      }
      DataDirectory held = DataDirectory.take(folder.resolve("node"));
      held.close();
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
    Files.writeString(mark, "The folder of `weir demo`, which empties it.\n");
  }
}
