package io.weir.plugins.files;

import io.weir.spi.Connector;
import io.weir.spi.ConnectorDescription;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/**
 * {@code files}: reads one file of a folder. The folder is the connection's {@code root}, or the
 * working directory where there is no connection; no file outside it can be reached, by whatever
 * links.
 */
@Extension
public final class FilesConnector implements Connector {
  @Override
  public ConnectorDescription describe() {
    return new ConnectorDescription(
        "files",
        "Reads CSV, NDJSON and JSON files of a folder.",
        Map.of("root", "The folder that holds the files, as an absolute path."),
        Set.of(),
        Map.of(
            "file", "The file, relative to the folder.",
            "format", "csv, ndjson or json; if not said, by the file's extension.",
            "delimiter", "For CSV: the character between fields; a comma if not said.",
            "quote", "For CSV: the character around fields; a double quote if not said.",
            "header",
                "For CSV: the columns' names in order, if the file's first record is not them."));
  }

  @Override
  public void check(Settings settings) {
    for (String name : settings.secrets().keySet()) {
      throw new InvalidParameters(name, "files have no secrets; take \"" + name + "\" away");
    }
    for (String name : settings.plain().keySet()) {
      if (!name.equals("root")) {
        throw new InvalidParameters(
            name, "\"" + name + "\" is not known here; the only setting of files is \"root\"");
      }
    }
    settings.get("root").ifPresent(FilesConnector::checkRoot);
  }

  @Override
  public Optional<SourceSide> source() {
    return Optional.of(request -> {
      check(request.settings());
      return FileSource.parse(request.parameters())
          .open(request.settings().get("root").map(Path::of).orElse(request.workingDirectory()));
    });
  }

  @Override
  public Optional<TargetSide> target() {
    return Optional.empty();
  }

  private static void checkRoot(String root) {
    try {
      if (Path.of(root).isAbsolute()) {
        return;
      }
    } catch (InvalidPathException notAPath) {
      // Said below: the advice is the same.
    }
    throw new InvalidParameters("root", "\"root\" must be the absolute path of a folder");
  }
}
