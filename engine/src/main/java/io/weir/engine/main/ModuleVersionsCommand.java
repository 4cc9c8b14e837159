package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.v1.ModuleFormat;
import io.weir.v1.ModuleVersion;
import io.weir.v1.PrivacyLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir module versions}. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    header = "Lists the versions of a module that a node keeps.",
    description = {
      "",
      "Of one module it also tells what its versions have spent of the privacy budget.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the versions were listed",
      "1:the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class ModuleVersionsCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  private final Streams streams;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      defaultValue = "",
      description = "The module's name; all modules without it.")
  private String module;

  @Mixin private NodeChoice node;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  ModuleVersionsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    List<ModuleVersion> versions =
        node.ask(streams.err(), workbench -> workbench.versions(module, MOST));
    Optional<PrivacyLedger> privacy =
        module.isEmpty() || versions.isEmpty()
            ? Optional.empty()
            : node.ask(streams.err(), workbench -> workbench.privacy(module));
    if (json) {
      ObjectNode told = json(versions);
      privacy.ifPresent(ledger -> told.set("privacy", PrivacyPrinter.json(ledger)));
      streams.out().line(told.toString());
    } else if (versions.isEmpty()) {
      streams
          .out()
          .line(module.isEmpty() ? "no modules" : "no versions of a module \"" + module + "\"");
    } else {
      List<List<String>> rows = new ArrayList<>();
      versions.forEach(it ->
          rows.add(
              List.of(
                  it.getModule(),
                  it.getVersion(),
                  at(it),
                  it.getPreviousVersion().isEmpty() ? "-" : it.getPreviousVersion(),
                  origin(it),
                  it.getSha256().substring(0, Math.min(12, it.getSha256().length())))));
      streams.out().table(List.of("module", "version", "stored", "after", "from", "sha256"), rows);
      privacy.ifPresent(ledger -> PrivacyPrinter.print(streams.out(), ledger));
    }
    return ExitCode.DONE;
  }

  private static String at(ModuleVersion version) {
    return Instant.ofEpochSecond(version.getStoredAt().getSeconds()).toString();
  }

  private static String origin(ModuleVersion version) {
    if (!version.getRunId().isEmpty()) {
      return "run " + version.getRunId();
    }
    return version.getOriginalFormat() == ModuleFormat.MODULE_FORMAT_UNSPECIFIED
        ? "import"
        : "import of " + word(version);
  }

  private static String word(ModuleVersion version) {
    return version
        .getOriginalFormat()
        .name()
        .replace("MODULE_FORMAT_", "")
        .toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(List<ModuleVersion> versions) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("ok", true);
    ArrayNode array = node.putArray("versions");
    for (ModuleVersion version : versions) {
      ObjectNode told =
          array
              .addObject()
              .put("module", version.getModule())
              .put("version", version.getVersion())
              .put("storedAt", at(version))
              .put("previousVersion", version.getPreviousVersion())
              .put("sha256", version.getSha256())
              .put("run", version.getRunId());
      if (!version.getOriginalSha256().isEmpty()) {
        told.put("originalFormat", word(version));
        told.put("originalSha256", version.getOriginalSha256());
      }
    }
    return node;
  }
}
