package io.weir.plugins.process;

import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be run.
 *
 * @param name what messages call it; never holds an argument
 * @param words the program's absolute path and its arguments
 */
record Program(String name, List<String> words) {
  /**
   * Reads the parameters of a source and finds the program.
   *
   * @throws InvalidParameters if they do not fit together
   * @throws ConnectorException if there is no such program
   */
  static Program of(Parameters parameters, Path workingDirectory) {
    parameters.allowOnly("command", "script");
    boolean hasCommand = parameters.values().containsKey("command");
    boolean hasScript = parameters.values().containsKey("script");
    if (hasCommand == hasScript) {
      throw new InvalidParameters(
          "command", "the source needs either \"command\", a list of texts, or \"script\", a file");
    }
    return hasCommand
        ? command(parameters.texts("command"), workingDirectory)
        : script(parameters.text("script").orElseThrow(), workingDirectory);
  }

  private static Program command(List<String> words, Path workingDirectory) {
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw new InvalidParameters("command", "\"command\" must begin with the name of a program");
    }
    for (String word : words) {
      if (word.indexOf('\0') >= 0) {
        throw new InvalidParameters("command", "\"command\" holds a zero character; take it out");
      }
    }
    String name = words.getFirst();
    Path path =
        name.contains("/") ? workingDirectory.resolve(name) : SearchPath.find(name).orElse(null);
    if (path == null || !SearchPath.isProgram(path)) {
      throw new ConnectorException(
          Kind.REFUSED,
          "there is no program " + name,
          "Install it on the machines that run Weir, or correct the command.");
    }
    List<String> resolved = new ArrayList<>(words);
    resolved.set(0, path.toAbsolutePath().toString());
    return new Program(name, resolved);
  }

  private static Program script(String name, Path workingDirectory) {
    Path path = inside(name, workingDirectory);
    List<String> words = new ArrayList<>(interpreter(name));
    if (words.isEmpty() && !SearchPath.isProgram(path)) {
      throw new ConnectorException(
          Kind.REFUSED,
          "the script " + name + " cannot be executed",
          "Make it executable, or give it the extension .sh, .py, .js or .java.");
    }
    words.add(path.toString());
    return new Program(name, words);
  }

  private static Path inside(String name, Path workingDirectory) {
    try {
      Path relative = Path.of(name);
      if (name.isBlank() || relative.isAbsolute() || relative.normalize().startsWith("..")) {
        throw new InvalidParameters(
            "script", "\"script\" must be a path inside the working directory");
      }
      Path root = workingDirectory.toRealPath();
      Path real = root.resolve(relative).toRealPath();
      if (!real.startsWith(root) || !Files.isRegularFile(real)) {
        throw new ConnectorException(
            Kind.REFUSED,
            "the script " + name + " is not a file of the working directory",
            "Name a script that lies there; links must not lead out of it.");
      }
      return real;
    } catch (InvalidPathException notAPath) {
      throw new InvalidParameters("script", "\"script\" is not a path");
    } catch (IOException missing) {
      throw new ConnectorException(
          Kind.REFUSED,
          "there is no script " + name + " in the working directory",
          "Check the name in the module document.");
    }
  }

  private static List<String> interpreter(String script) {
    return switch (script.substring(script.lastIndexOf('.') + 1)) {
      case "sh" -> installed("sh", script);
      case "py" -> installed("python3", script);
      case "js" -> installed("node", script);
      case "java" -> List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      default -> List.of();
    };
  }

  private static List<String> installed(String interpreter, String script) {
    Path path =
        SearchPath.find(interpreter)
            .orElseThrow(() ->
                new ConnectorException(
                    Kind.REFUSED,
                    "the script " + script + " needs " + interpreter + ", which is not installed",
                    "Install " + interpreter + " on the machines that run Weir."));
    return List.of(path.toString());
  }
}
