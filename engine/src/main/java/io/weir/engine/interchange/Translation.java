package io.weir.engine.interchange;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.Extensions;
import io.weir.engine.interchange.croissant.CroissantExport;
import io.weir.engine.interchange.croissant.CroissantImport;
import java.util.List;
import java.util.Map;

/**
 * Turns descriptions of one format into another; the one place that knows all formats. Pure: the
 * same text gives the same text, and nothing is loaded.
 */
public final class Translation {
  private Translation() {}

  /** The module document that a description becomes; a native one stays as it is, unread. */
  public static Imported toNative(ModuleFormat format, String description) {
    return switch (format) {
      case NATIVE -> new Imported.Document(description, List.of());
      case CSVW -> new Imported.Refused(List.of(notYet("read")));
      case CROISSANT -> CroissantImport.read(description);
    };
  }

  /**
   * Files that an imported document reads and that stand in the description itself, by path beside
   * the document.
   */
  public static Map<String, String> files(ModuleFormat format, String description) {
    return switch (format) {
      case NATIVE, CSVW -> Map.of();
      case CROISSANT -> CroissantImport.files(description);
    };
  }

  /**
   * A module document in another format.
   *
   * @param files where tables were published, by name; of the others a place is proposed
   * @throws IllegalArgumentException if the document has problems
   */
  public static Exported fromNative(
      ModuleFormat format,
      String document,
      Map<String, PublishedFile> files,
      Extensions extensions) {
    return switch (format) {
      case NATIVE -> new Exported(document, List.of());
      case CSVW -> throw new IllegalArgumentException(notYet("written").message());
      case CROISSANT -> CroissantExport.write(document, files, extensions);
    };
  }

  private static DocumentProblem notYet(String what) {
    return new DocumentProblem(
        "", 1, 1, "CSVW is not " + what + " by this version", "use another format");
  }
}
