package io.weir.plugins.process;

import io.weir.spi.Connector;
import io.weir.spi.ConnectorDescription;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Settings;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/**
 * {@code process}: runs a program and delivers what it prints on standard output, JSON.
 *
 * <p>The program starts in the working directory with nothing on standard input and a clean
 * environment: {@code PATH}, {@code LANG=C.UTF-8}, {@code HOME} (the working directory), and each
 * setting of the connection as {@code WEIR_<NAME>}, so that secrets never stand on a command line.
 * What it writes to standard error is counted and thrown away, since it may hold personal data.
 */
@Extension
public final class ProcessConnector implements Connector {
  @Override
  public ConnectorDescription describe() {
    return new ConnectorDescription(
        "process",
        "Runs a program and reads the JSON it prints.",
        Map.of(
            "url",
                "Where the program finds its system, in WEIR_URL; any other name is passed alike.",
            "user", "Whom the program logs in as, in WEIR_USER.",
            "password", "The password, in WEIR_PASSWORD.",
            "token", "An access token, in WEIR_TOKEN."),
        Set.of("password", "token"),
        Map.of(
            "command",
            "The program and its arguments, a list of texts.",
            "script",
            "Instead of a command: a file in the working directory; .sh, .py, .js and .java are run"
                + " by sh, python3, node and java."));
  }

  @Override
  public void check(Settings settings) {
    variables(settings);
  }

  @Override
  public Optional<SourceSide> source() {
    return Optional.of(ProcessConnector::open);
  }

  @Override
  public Optional<TargetSide> target() {
    return Optional.empty();
  }

  private static SourceStream open(SourceRequest request) {
    Map<String, String> variables = variables(request.settings());
    Program program = Program.of(request.parameters(), request.workingDirectory());
    variables.put("PATH", SearchPath.TEXT);
    variables.put("LANG", "C.UTF-8");
    variables.put("HOME", request.workingDirectory().toString());
    return ProcessStream.start(
        program, request.workingDirectory(), variables, request.idleTimeout());
  }

  private static Map<String, String> variables(Settings settings) {
    Map<String, String> variables = new HashMap<>();
    settings.plain().forEach((name, value) -> put(variables, name, value));
    settings.secrets().forEach((name, value) -> put(variables, name, value));
    return variables;
  }

  private static void put(Map<String, String> variables, String name, String value) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
      throw new InvalidParameters(
          name, "a setting's name consists of up to 64 letters, digits, \"-\" and \"_\"");
    }
    if (value.indexOf('\0') >= 0) {
      throw new InvalidParameters(name, "\"" + name + "\" holds a zero character; take it out");
    }
    String variable = "WEIR_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    if (variables.put(variable, value) != null) {
      throw new InvalidParameters(
          name, "two settings become the variable " + variable + "; rename one of them");
    }
  }
}
