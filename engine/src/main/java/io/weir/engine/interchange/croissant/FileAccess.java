package io.weir.engine.interchange.croissant;

import io.weir.engine.interchange.croissant.Graph.Resource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a file of a description is read as a source.
 *
 * @param path beside the module document
 * @param format as a source's {@code format} has it
 * @param tabs whether tabs stand between its fields
 * @param preparation what has to be done before the file lies there; empty if nothing
 */
record FileAccess(String path, String format, boolean tabs, String preparation) {
  private static final int LONGEST_PATH = 4_096;
  private static final Map<String, String> FORMATS =
      Map.of(
          "text/csv", "csv",
          "application/csv", "csv",
          "text/tab-separated-values", "csv",
          "application/json", "json",
          "application/jsonlines", "ndjson",
          "application/x-ndjson", "ndjson",
          "application/x-jsonlines", "ndjson",
          "application/jsonl", "ndjson");

  /** The way to a file that holds records as text, or nothing if there is none. */
  static Optional<FileAccess> of(Resource resource) {
    Optional<String> mime = resource.formats().stream().filter(FORMATS::containsKey).findFirst();
    Optional<String> place =
        resource.set()
            ? resource.includes().stream()
                .filter(_ -> resource.includes().size() == 1)
                .filter(it -> it.chars().noneMatch(c -> "*?[]{}()|".indexOf(c) >= 0))
                .findFirst()
            : resource.url();
    if (mime.isEmpty() || place.isEmpty()) {
      return Optional.empty();
    }
    boolean far = place.get().matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
    return path(place.get(), far)
        .map(path ->
            new FileAccess(
                path,
                FORMATS.get(mime.get()),
                mime.get().equals("text/tab-separated-values"),
                preparation(resource, place.get(), path, far)));
  }

  private static String preparation(Resource resource, String place, String path, boolean far) {
    if (far) {
      return "fetch " + place + " and put it beside the document as " + path;
    }
    return resource.containers().isEmpty()
        ? ""
        : "take "
            + path
            + " out of "
            + resource.containers().getFirst().id()
            + " and put it beside the document";
  }

  /** A path inside the folder of the document: of what lies elsewhere only its name. */
  private static Optional<String> path(String place, boolean far) {
    if (place.length() > LONGEST_PATH) {
      return Optional.empty();
    }
    String path = place;
    if (far) {
      try {
        String whole = Optional.ofNullable(new URI(place).getPath()).orElse("");
        path = whole.substring(whole.lastIndexOf('/') + 1);
      } catch (URISyntaxException _) {
        path = "";
      }
    }
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    boolean inside =
        path.chars().noneMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c))
            && List.of(path.split("/", -1)).stream()
                .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    return inside ? Optional.of(path) : Optional.empty();
  }
}
