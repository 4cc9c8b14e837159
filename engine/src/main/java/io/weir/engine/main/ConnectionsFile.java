package io.weir.engine.main;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The connections of {@code weir run --connections FILE}: a JSON object from a connection's name to
 *
 * <pre>{@code
 * { "connector": "postgresql",
 *   "settings": { "host": "db.example.org", "database": "erp", "user": "reader" },
 *   "secrets": { "password": { "env": "ERP_PASSWORD" } } }
 * }</pre>
 *
 * <p>Secrets are taken from the environment, so that the file holds none.
 */
final class ConnectionsFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS =
      Set.of("connector", "description", "settings", "secrets");

  private final Path file;

  private ConnectionsFile(Path file) {
    this.file = file;
  }

  /** One connection with its secrets. */
  record Entry(
      String name,
      String connector,
      String description,
      Map<String, String> settings,
      Map<String, String> secrets) {
    @Override
    public String toString() {
      return "Entry[" + name + ", " + connector + "]";
    }
  }

  static List<Entry> read(Path file, Map<String, String> environment) {
    return new ConnectionsFile(file).entries(environment);
  }

  private List<Entry> entries(Map<String, String> environment) {
    JsonNode root;
    try {
      root = JSON.readTree(ModuleFile.text(file));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw wrong(
          "is not JSON" + (at == null ? "" : " (line " + at.getLineNr() + ")"),
          "Correct it there.");
    }
    if (!root.isObject()) {
      throw wrong("is not a JSON object", "Write {\"name\": {\"connector\": …}, …}.");
    }
    List<Entry> entries = new ArrayList<>();
    root.properties().forEach(it -> entries.add(entry(it.getKey(), it.getValue(), environment)));
    return entries;
  }

  private Entry entry(String name, JsonNode node, Map<String, String> environment) {
    if (!node.isObject() || !node.path("connector").isTextual()) {
      throw wrong(
          "does not say the connector of connection \"" + name + "\"",
          "Write \"connector\": with a name such as postgresql, files or process.");
    }
    node.fieldNames()
        .forEachRemaining(field -> {
          if (!FIELDS.contains(field)) {
            throw wrong(
                "has the unknown field \"" + field + "\" at connection \"" + name + "\"",
                "Known are connector, description, settings and secrets.");
          }
        });
    Map<String, String> settings = new TreeMap<>();
    node.path("settings")
        .properties()
        .forEach(it -> settings.put(it.getKey(), it.getValue().asText()));
    Map<String, String> secrets = new TreeMap<>();
    node.path("secrets")
        .properties()
        .forEach(
            it -> secrets.put(it.getKey(), secret(name, it.getKey(), it.getValue(), environment)));
    return new Entry(
        name,
        node.get("connector").asText(),
        node.path("description").asText(""),
        settings,
        secrets);
  }

  private String secret(
      String connection, String secret, JsonNode node, Map<String, String> environment) {
    String variable = node.path("env").asText("");
    if (variable.isEmpty()) {
      throw wrong(
          "does not say where the secret \""
              + secret
              + "\" of connection \""
              + connection
              + "\" comes from",
          "Write \"" + secret + "\": {\"env\": \"NAME_OF_A_VARIABLE\"}.");
    }
    String value = environment.get(variable);
    if (value == null) {
      throw wrong(
          "names the variable " + variable + ", which is not set",
          "Set it: it is the secret \"" + secret + "\" of connection \"" + connection + "\".");
    }
    return value;
  }

  private InputProblem wrong(String what, String advice) {
    return InputProblem.inFile(file.toString(), "The file " + file + " " + what + ".", advice);
  }
}
