package io.weir.engine.interchange;

import io.weir.engine.definition.Extensions;
import io.weir.engine.interchange.croissant.CroissantExport;
import io.weir.engine.interchange.croissant.CroissantImport;
import io.weir.engine.interchange.csvw.CsvwExport;
import io.weir.engine.interchange.csvw.CsvwImport;
import io.weir.engine.interchange.csvw.CsvwImport.Naming;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Turns descriptions of one format into another; the one place that knows all formats. Nothing is
 * ever loaded from a network.
 */
public final class Translation {
  private Translation() {}

  /** The module document that a description becomes; a native one stays as it is, unread. */
  public static Imported toNative(ModuleFormat format, String description) {
    return switch (format) {
      case NATIVE -> new Imported.Document(description, List.of());
      case CSVW -> CsvwImport.read(description, Naming.ofMetadata());
      case CROISSANT -> CroissantImport.read(description);
    };
  }

  /**
   * The same for a description that lies in a folder. CSVW looks there for the files it describes,
   * and can do with a CSV file instead of metadata.
   *
   * @param description its text; not asked for where the file itself is read
   */
  public static Imported toNative(
      ModuleFormat format, Path folder, String file, Supplier<String> description) {
    return switch (format) {
      case CSVW -> CsvwImport.read(folder, file, Naming.ofMetadata());
      case NATIVE, CROISSANT -> toNative(format, description.get());
    };
  }

  /**
   * The module document of a CSV file whose CSVW metadata lies anywhere in a folder.
   *
   * @param csv relative to the folder, as is the metadata
   */
  public static Imported csvw(Path folder, String csv, String metadata) {
    return CsvwImport.read(folder, csv, metadata, Naming.ofMetadata());
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
      case CSVW -> CsvwExport.write(document);
      case CROISSANT -> CroissantExport.write(document, files, extensions);
    };
  }
}
