package io.weir.engine.definition;

import io.weir.engine.definition.SourcePlan.Access;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads declarative scripts: those whose name ends in {@code .json}. They hold one JSON object that
 * says what a collection entry, or the upload, would say itself.
 */
public final class ScriptText {
  private static final Set<String> EXTRACTION = Set.of("connection");
  private static final String IN_THE_DOCUMENT = "write it in the module document";
  private static final Map<String, String> NOT_HERE = notHere();

  private static Map<String, String> notHere() {
    Map<String, String> advice = new TreeMap<>();
    Terms.SOURCE.forEach(term -> advice.put(term, IN_THE_DOCUMENT));
    advice.put("source", "remove it: the module document names the source");
    advice.put("script", "remove it: a script cannot lead to another");
    return advice;
  }

  private ScriptText() {}

  /**
   * What a script says.
   *
   * @param <T> what it is read as
   */
  public sealed interface ScriptResult<T> {
    record Accepted<T>(T value) implements ScriptResult<T> {}

    /**
     * @param problems everything that is wrong with the script, in reading order; at least one
     */
    record Rejected<T>(List<DocumentProblem> problems) implements ScriptResult<T> {
      public Rejected {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Whether a script is read here rather than run as a program. */
  public static boolean isDeclarative(String name) {
    return name.endsWith(".json");
  }

  /**
   * How an extraction script fetches records.
   *
   * @param module whose folder is meant by a file without a connection
   * @param declared the script as the module document names it; its connection serves a text that
   *     names none
   * @param text the script's text
   * @param sourceParameters parameters of the installed connectors, as {@link
   *     Extensions#sourceParameters()} gives them
   */
  public static ScriptResult<Access.Connected> extraction(
      String module, Access.Script declared, String text, Set<String> sourceParameters) {
    Problems problems = new Problems();
    Optional<Access.Connected> access =
        JsonText.parse(text, problems)
            .flatMap(root -> Fields.of(root, what(declared.script()), problems))
            .map(script -> withConnection(script, declared.connection(), problems))
            .flatMap(script -> {
              SourceReader reader = new SourceReader(problems, module, sourceParameters);
              reader.allowOnly(script, EXTRACTION, NOT_HERE);
              return reader.connected(script);
            });
    return result(access, problems);
  }

  /**
   * The name of the connection an uploading script publishes to.
   *
   * @param name the script's name
   * @param text the script's text
   */
  public static ScriptResult<String> upload(String name, String text) {
    Problems problems = new Problems();
    Optional<String> connection =
        JsonText.parse(text, problems)
            .flatMap(root -> Fields.of(root, what(name), problems))
            .flatMap(script -> {
              script.allowOnly(
                  EXTRACTION,
                  Map.of(
                      "protocol", IN_THE_DOCUMENT,
                      "bump", IN_THE_DOCUMENT));
              return script.requireText("connection", "name the connection to publish to");
            })
            .filter(connectionName -> Names.isConnection(connectionName, problems))
            .map(Node.Text::text);
    return result(connection, problems);
  }

  private static Fields withConnection(
      Fields script, Optional<String> declared, Problems problems) {
    if (declared.isEmpty()) {
      return script;
    }
    if (script.has("connection")) {
      script
          .text("connection")
          .filter(own -> !own.text().equals(declared.get()))
          .ifPresent(own ->
              problems.error(
                  own.place(),
                  script.what() + " names another connection than the module document does",
                  "remove one of the two"));
      return script;
    }
    Map<String, Node> members = new LinkedHashMap<>(script.object().members());
    members.put("connection", new Node.Text(script.object().place(), declared.get()));
    return new Fields(
        new Node.Obj(script.object().place(), members, script.object().names()),
        script.what(),
        problems);
  }

  private static String what(String script) {
    return "script " + Wording.quote(script);
  }

  private static <T> ScriptResult<T> result(Optional<T> value, Problems problems) {
    return value.isPresent() && !problems.any()
        ? new ScriptResult.Accepted<>(value.get())
        : new ScriptResult.Rejected<>(problems.errors());
  }
}
