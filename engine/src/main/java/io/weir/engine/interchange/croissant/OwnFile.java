package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.interchange.PublishedFile;
import java.util.Optional;

/** The file that holds a table, as far as the document itself tells. */
public final class OwnFile {
  private static final String PARQUET = "application/x-parquet";

  private OwnFile() {}

  /** A table's only source, if that is a file in which nothing is anonymized. */
  public static Optional<PublishedFile> of(TablePlan table) {
    boolean asItIs =
        table.sources().size() == 1
            && table.methods().isEmpty()
            && table.privacyModel().isEmpty()
            && table.columns().stream().allMatch(column -> column.anonymization().isEmpty());
    if (!asItIs) {
      return Optional.empty();
    }
    return switch (table.sources().getFirst().access()) {
      case Access.Script _ -> Optional.empty();
      case Access.Connected(String _, var parameters) ->
          Optional.ofNullable(parameters.values().get("file"))
              .map(Object::toString)
              .map(path ->
                  new PublishedFile(
                      path,
                      mediaType(
                          path,
                          Optional.ofNullable(parameters.values().get("format"))
                              .map(Object::toString)
                              .orElse(""),
                          Optional.ofNullable(parameters.values().get("delimiter"))
                              .map(Object::toString)
                              .orElse(",")),
                      Optional.empty()));
    };
  }

  /** Where a version's table lies in a bucket: one file, so that every reader can load it. */
  static PublishedFile proposed(String table) {
    return new PublishedFile(table + "/part-00000.parquet", PARQUET, Optional.empty());
  }

  /** The media type that a file's ending stands for; CSV if it says nothing. */
  public static String mediaType(String path) {
    return mediaType(path, "", ",");
  }

  private static String mediaType(String path, String format, String delimiter) {
    String kind = format.isEmpty() ? path.substring(path.lastIndexOf('.') + 1) : format;
    return switch (kind) {
      case "json" -> "application/json";
      case "ndjson", "jsonl" -> "application/jsonlines";
      case "parquet" -> PARQUET;
      default -> delimiter.equals("\t") ? "text/tab-separated-values" : "text/csv";
    };
  }
}
