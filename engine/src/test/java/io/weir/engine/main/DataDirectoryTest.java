package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path folder;

  @Test
  void two_nodes_never_share_it() {
    Path data = folder.resolve("data");
    try (DataDirectory first = DataDirectory.take(data)) {
      StartFailure refusal = assertThrows(StartFailure.class, () -> DataDirectory.take(data));
      assertEquals("Another node works in " + first.path() + ".", refusal.getMessage());
    }
    DataDirectory.take(data).close();
  }

  @Test
  void nobody_else_may_look_into_it() throws IOException {
    Path data = folder.resolve("a/b/data");
    DataDirectory.take(data).close();
    assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(data));
  }

  @Test
  void nobody_else_may_look_at_the_records_even_where_the_folder_was_open_before()
      throws IOException {
    Path data = Files.createDirectory(folder.resolve("open"));
    Path parts = Files.createDirectory(data.resolve("parts"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(parts, PosixFilePermissions.fromString("rwxr-xr-x"));
    DataDirectory.take(data).close();
    assertEquals(
        PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(parts));
    assertEquals(
        PosixFilePermissions.fromString("rwx------"),
        Files.getPosixFilePermissions(data.resolve("work")));
  }

  @Test
  void a_folder_that_cannot_be_made_is_named_with_what_to_do() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    StartFailure refusal =
        assertThrows(StartFailure.class, () -> DataDirectory.take(file.resolve("data")));
    assertTrue(refusal.getMessage().contains(file.toString()));
    assertTrue(refusal.advice().contains("--data"));
  }
}
