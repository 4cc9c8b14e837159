package io.weir.engine.main.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of runs, and what is left of them. */
class WorkFolderTest {
  @TempDir private Path temporary;

  @Test
  void a_folder_whose_lock_is_free_is_deleted_with_what_its_run_had_begun() throws IOException {
    Path left = Files.createDirectories(temporary.resolve("weir-anonymize-1"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(Files.createDirectories(left.resolve("parts/deep")).resolve("1"), "person");
    Path out = Files.createDirectories(temporary.resolve("out"));
    Path draft =
        Outputs.begin(left, List.of(out.resolve("people.csv")), Outputs.Renaming.atomic()).draft(0);
    Files.writeString(draft, "half");
    assertEquals(new WorkFolder.Swept(1, List.of()), WorkFolder.sweep(temporary));
    assertFalse(Files.exists(left));
    assertFalse(Files.exists(draft));
  }

  @Test
  void one_that_was_killed_before_it_had_a_lock_is_deleted() throws IOException {
    Path left = Files.createDirectories(temporary.resolve("weir-anonymize-2"));
    assertEquals(1, WorkFolder.sweep(temporary).folders());
    assertFalse(Files.exists(left));
  }

  @Test
  void a_folder_in_use_other_files_and_links_stay() throws IOException {
    Path other = Files.createDirectories(temporary.resolve("weir-other"));
    Files.createFile(other.resolve("file"));
    Path link = Files.createSymbolicLink(temporary.resolve("weir-anonymize-link"), other);
    try (WorkFolder used = WorkFolder.make(temporary)) {
      assertEquals(
          PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(used.path()));
      assertEquals(0, WorkFolder.sweep(temporary).folders());
      assertTrue(Files.exists(used.path().resolve("lock")));
      assertTrue(Files.exists(other.resolve("file")));
      assertTrue(Files.isSymbolicLink(link));
    }
  }

  @Test
  void closing_leaves_nothing() throws IOException {
    WorkFolder used = WorkFolder.make(temporary);
    Files.writeString(Files.createDirectories(used.parts().resolve("deep")).resolve("1"), "person");
    used.clear();
    assertFalse(Files.exists(used.parts()));
    used.close();
    assertFalse(Files.exists(used.path()));
  }
}
