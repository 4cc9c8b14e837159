package io.weir.engine.main;

import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.interchange.PublishedFile;
import io.weir.engine.interchange.croissant.OwnFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files of tables, and their checksums.
 *
 * @param beside the folder of the module document, for files that it names itself
 * @param published the folder of the published files, if it was told
 */
record PublishedFolder(Path beside, Optional<Path> published) {
  private static final List<String> PLACES =
      List.of("%s/part-00000.parquet", "%s.parquet", "%s.csv", "%s.ndjson", "%s.jsonl", "%s.json");

  /** By table; tables without a file are not in it. */
  Map<String, PublishedFile> files(Plan plan) {
    Map<String, PublishedFile> files = new LinkedHashMap<>();
    for (TablePlan table : plan.tables()) {
      Optional<PublishedFile> file =
          published.isPresent()
              ? found(published.get(), table.name())
              : OwnFile.of(table).map(own -> checked(beside, own));
      file.ifPresent(it -> files.put(table.name(), it));
    }
    return files;
  }

  private static Optional<PublishedFile> found(Path folder, String table) {
    return PLACES.stream()
        .map(place -> place.formatted(table))
        .filter(path -> Files.isRegularFile(folder.resolve(path)))
        .findFirst()
        .map(path ->
            checked(folder, new PublishedFile(path, OwnFile.mediaType(path), Optional.empty())));
  }

  private static PublishedFile checked(Path folder, PublishedFile file) {
    Path path = folder.resolve(file.url());
    return Files.isRegularFile(path)
        ? new PublishedFile(file.url(), file.mediaType(), Optional.of(sha256(path)))
        : file;
  }

  private static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw InputProblem.inFile(
          file.toString(), "The file " + file + " cannot be read.", "Check that you may read it.");
    }
  }
}
