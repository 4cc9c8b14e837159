package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

  @Test
  void what_a_killed_node_left_of_making_a_key_is_swept_and_nothing_else() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path key = Files.writeString(data.resolve("master.key"), "kept");
    // A node killed between naming the key and removing its draft.
    Files.createLink(data.resolve("master123.draft"), key);
    Files.writeString(data.resolve("sample987654321.draft"), "half");
    List<String> kept =
        List.of(
            "master.key", "master.draft", "my-master1.draft", "sample1.draft.txt", "sample.key");
    for (String name : kept) {
      Files.writeString(data.resolve(name), "kept");
    }
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "kept");
    Files.createSymbolicLink(data.resolve("sample5.draft"), elsewhere);
    Files.createDirectory(data.resolve("master7.draft"));
    DataDirectory.take(data).close();
    assertFalse(Files.exists(data.resolve("master123.draft")));
    assertFalse(Files.exists(data.resolve("sample987654321.draft")));
    for (String name : kept) {
      assertEquals("kept", Files.readString(data.resolve(name)));
    }
    assertTrue(Files.isSymbolicLink(data.resolve("sample5.draft")));
    assertTrue(Files.isDirectory(data.resolve("master7.draft")));
  }
}
