package io.weir.plugins.files;

import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import io.weir.spi.SourceFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a module document says of one file.
 *
 * @param file relative to a folder that is not known yet
 */
record FileSource(Path file, SourceFormat format) {
  private static final List<String> CSV_ONLY = List.of("delimiter", "quote", "header");

  /**
   * Reads the parameters of a source.
   *
   * @throws InvalidParameters if they do not fit together
   */
  static FileSource parse(Parameters parameters) {
    parameters.allowOnly("file", "format", "delimiter", "quote", "header");
    String name =
        parameters
            .text("file")
            .orElseThrow(() ->
                new InvalidParameters("file", "the source needs \"file\", a path in its folder"));
    return new FileSource(path(name), format(name, parameters));
  }

  /**
   * Opens the file.
   *
   * @throws ConnectorException if there is no such file in the folder, or it may not be read
   */
  FileStream open(Path folder) {
    try {
      Path root = folder.toRealPath();
      Path real = root.resolve(file).toRealPath();
      if (!real.startsWith(root)) {
        throw outside();
      }
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new ConnectorException(
            Kind.REFUSED,
            file + " is not a regular file",
            "Name a file, not a folder or a device.");
      }
      // The path is fully resolved: a link that stands there by now was put there to lead
      // elsewhere.
      FileChannel channel =
          FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      return new FileStream(file.toString(), real, channel, attributes, format);
    } catch (NoSuchFileException missing) {
      throw new ConnectorException(
          Kind.REFUSED,
          "there is no file " + file + " in the source's folder",
          "Check the name in the module document, and the folder of the connection.",
          missing);
    } catch (AccessDeniedException denied) {
      throw new ConnectorException(
          Kind.REFUSED,
          "the file " + file + " may not be read",
          "Give the user that runs Weir the right to read it.",
          denied);
    } catch (IOException failed) {
      throw new ConnectorException(
          Kind.UNAVAILABLE,
          "the file " + file + " could not be opened",
          "Check that the file system answers, then run again.",
          failed);
    }
  }

  private static Path path(String name) {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException notAPath) {
      throw new InvalidParameters("file", "\"file\" is not a path");
    }
    if (name.isBlank() || path.isAbsolute()) {
      throw new InvalidParameters(
          "file", "\"file\" must be a path relative to the source's folder");
    }
    if (path.normalize().startsWith("..")) {
      throw new InvalidParameters("file", "\"file\" leads out of the source's folder");
    }
    return path;
  }

  private ConnectorException outside() {
    return new ConnectorException(
        Kind.REFUSED,
        "the file " + file + " lies outside the source's folder",
        "Links must stay in the folder; move the file there, or choose another folder.");
  }

  private static SourceFormat format(String file, Parameters parameters) {
    String name =
        parameters
            .text("format")
            .or(() -> byExtension(file))
            .orElseThrow(() ->
                new InvalidParameters(
                    "format",
                    "the file's extension does not tell its format; write \"format\": csv, ndjson"
                        + " or json"));
    return switch (name) {
      case "csv" -> csv(parameters);
      case "ndjson", "json" -> {
        for (String parameter : CSV_ONLY) {
          if (parameters.values().containsKey(parameter)) {
            throw new InvalidParameters(
                parameter, "\"" + parameter + "\" is for CSV, and the format is " + name);
          }
        }
        yield new SourceFormat.Json();
      }
      default -> throw new InvalidParameters("format", "\"format\" must be csv, ndjson or json");
    };
  }

  private static Optional<String> byExtension(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> Optional.of("csv");
      case "json" -> Optional.of("json");
      case "ndjson", "jsonl" -> Optional.of("ndjson");
      default -> Optional.empty();
    };
  }

  private static SourceFormat csv(Parameters parameters) {
    char delimiter = character("delimiter", parameters, ',');
    char quote = character("quote", parameters, '"');
    if (delimiter == quote) {
      throw new InvalidParameters("quote", "\"quote\" and \"delimiter\" must differ");
    }
    List<String> names = parameters.texts("header");
    if (parameters.values().containsKey("header") && names.isEmpty()) {
      throw new InvalidParameters("header", "\"header\" must name at least one column");
    }
    if (names.stream().distinct().count() != names.size()) {
      throw new InvalidParameters("header", "\"header\" names a column twice");
    }
    return new SourceFormat.Csv(delimiter, quote, names);
  }

  private static char character(String name, Parameters parameters, char standard) {
    String text = parameters.text(name).orElse(String.valueOf(standard));
    if (text.length() != 1
        || text.charAt(0) > 126
        || text.charAt(0) < ' ' && text.charAt(0) != '\t') {
      throw new InvalidParameters(
          name, "\"" + name + "\" must be one ASCII character that can be seen, or a tab");
    }
    return text.charAt(0);
  }
}
