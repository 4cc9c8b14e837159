package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Place;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.csvw.Metadata.Group;
import io.weir.engine.interchange.csvw.Metadata.Schema;
import io.weir.engine.interchange.csvw.Metadata.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns CSVW metadata, or a CSV file and whatever metadata lies beside it, into a module document.
 * Metadata is validated as the spec wants of validators: what it calls an error refuses the whole,
 * what it calls a warning is told and gone on from. Files are looked for in one folder; of the data
 * only first records are read.
 */
public final class CsvwImport {
  private CsvwImport() {}

  /**
   * What the module is to be called where the metadata does not say it, or over what it says.
   *
   * @param id an absolute IRI
   * @param name an identifier
   * @param version SemVer
   */
  public record Naming(Optional<String> id, Optional<String> name, Optional<String> version) {
    /** As the metadata says, or else after the file. */
    public static Naming ofMetadata() {
      return new Naming(Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Imports what one file describes: metadata if it ends in {@code .json}, otherwise a CSV file,
   * whose metadata is {@code <file>-metadata.json} or {@code csv-metadata.json} beside it, or its
   * header alone.
   *
   * @param folder that holds everything; nothing outside of it is opened
   * @param file relative to the folder
   */
  public static Imported read(Path folder, String file, Naming naming) {
    Problems problems = new Problems();
    Folder files = new Folder(folder);
    boolean metadata = file.toLowerCase(Locale.ROOT).endsWith(".json");
    Optional<Group> group =
        metadata
            ? new MetadataReader(Optional.of(files), problems).read(file)
            : Optional.of(located(files, file, problems));
    return document(Optional.of(files), group, stem(file), naming, problems);
  }

  /** Imports metadata without the files it speaks of: nothing is compared with their headers. */
  public static Imported read(String metadata, Naming naming) {
    Problems problems = new Problems();
    Optional<Group> group = new MetadataReader(Optional.empty(), problems).readText(metadata);
    return document(Optional.empty(), group, "csv", naming, problems);
  }

  /** Imports a CSV file with metadata that lies elsewhere in the folder. */
  public static Imported read(Path folder, String csv, String metadata, Naming naming) {
    Problems problems = new Problems();
    Folder files = new Folder(folder);
    Optional<Group> group = new MetadataReader(Optional.of(files), problems).read(metadata);
    if (group.isPresent() && !problems.any() && !describes(group.get(), csv)) {
      problems.error(
          Place.root(1, 1),
          "the metadata does not describe " + Wording.quote(csv),
          "name the file in its \"url\"");
    }
    return document(Optional.of(files), group, stem(csv), naming, problems);
  }

  private static Group located(Folder files, String csv, Problems problems) {
    String beside = csv.substring(0, csv.lastIndexOf('/') + 1) + "csv-metadata.json";
    for (String candidate : List.of(csv + "-metadata.json", beside)) {
      if (files.file(candidate).isEmpty()) {
        continue;
      }
      Problems found = new Problems();
      Optional<Group> group = new MetadataReader(Optional.of(files), found).read(candidate);
      if (group.isEmpty() || describes(group.get(), csv)) {
        problems.addAll(found);
        return group.orElseGet(() -> embedded(csv));
      }
      problems.warn(
          Place.root(1, 1),
          Wording.quote(candidate)
              + " does not describe "
              + Wording.quote(csv)
              + " and is left out",
          "name the file in its \"url\", or remove it");
    }
    return embedded(csv);
  }

  private static boolean describes(Group group, String csv) {
    return group.tables().stream().anyMatch(table -> table.path().equals(csv));
  }

  /** What a file says of itself: its header. */
  private static Group embedded(String csv) {
    return new Group(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(
            new Table(
                csv,
                Place.root(1, 1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LanguageTags.UNDETERMINED,
                Dialect.standard(),
                Inherited.none(),
                Schema.empty())));
  }

  private static Imported document(
      Optional<Folder> files,
      Optional<Group> group,
      String stem,
      Naming naming,
      Problems problems) {
    if (group.isEmpty() || group.get().tables().isEmpty()) {
      return new Imported.Refused(problems.errors());
    }
    List<Fitted> tables = new ArrayList<>();
    for (Table table : group.get().tables()) {
      Fitted fitted =
          Fitted.of(table, files.flatMap(folder -> first(folder, table, problems)), problems);
      fitted.refuseDuplicates(problems);
      tables.add(fitted);
    }
    String document = new ModuleWriter(group.get(), tables, stem, naming, problems).write();
    if (problems.any()) {
      return new Imported.Refused(problems.errors());
    }
    // Whatever the metadata allows and a module document does not, the reader of those tells.
    return switch (DocumentReader.withoutExtensions().read(document)) {
      case DocumentResult.Resolved(_, List<DocumentProblem> more) -> {
        List<DocumentProblem> warnings = new ArrayList<>(problems.warnings());
        more.forEach(problem -> warnings.add(ofModule(problem)));
        yield new Imported.Document(document, warnings);
      }
      case DocumentResult.Rejected(List<DocumentProblem> more) ->
          new Imported.Refused(more.stream().map(CsvwImport::ofModule).toList());
    };
  }

  /** A problem of the module document, whose places mean nothing in the metadata. */
  private static DocumentProblem ofModule(DocumentProblem problem) {
    return new DocumentProblem(
        "", 1, 1, "as a module document, " + problem.message(), problem.advice());
  }

  private static Optional<List<String>> first(Folder files, Table table, Problems problems) {
    Optional<Path> file = files.file(table.path());
    if (file.isEmpty()) {
      problems.warn(
          table.place(),
          "the file of " + Fitted.what(table) + " is not in the folder",
          "put it there, so that its header is compared with the metadata");
      return Optional.empty();
    }
    return switch (Header.of(file.get(), table.dialect())) {
      case Header.Fields(List<String> texts) -> Optional.of(texts);
      case Header.Nothing _ -> {
        problems.error(
            table.place(),
            "the file of " + Fitted.what(table) + " does not begin with a record of at most 1 MiB",
            "look at its beginning, and at the quotes");
        yield Optional.empty();
      }
      case Header.NotUtf8 _ -> {
        problems.error(
            table.place(),
            "the first record of the file of " + Fitted.what(table) + " is not UTF-8",
            "convert the file to UTF-8");
        yield Optional.empty();
      }
    };
  }

  private static String stem(String file) {
    return file.substring(file.lastIndexOf('/') + 1)
        .replaceFirst("\\.[^.]*$", "")
        .replaceFirst("-metadata$", "");
  }
}
