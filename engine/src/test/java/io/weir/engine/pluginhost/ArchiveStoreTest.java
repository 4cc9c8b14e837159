package io.weir.engine.pluginhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveStoreTest {
  @TempDir Path temporary;

  @Test
  void an_archive_is_copied_and_unpacked_under_its_checksum() throws Exception {
    Path archive = archive("classes/a/b.txt", "hello");
    ArchiveStore.Unpacked unpacked = store(1_000, 10).unpack(archive);
    assertEquals(unpacked.sha256(), unpacked.folder().getFileName().toString());
    assertEquals("hello", Files.readString(unpacked.folder().resolve("classes/a/b.txt")));
    assertTrue(Files.exists(temporary.resolve("work/" + unpacked.sha256() + ".zip")));
    assertEquals(unpacked, store(1_000, 10).unpack(archive));
  }

  @Test
  void nothing_is_unpacked_outside_the_folder() throws Exception {
    for (String name :
        List.of(
            "../outside.txt",
            "classes/../../outside.txt",
            "/outside.txt",
            "..\\outside.txt",
            "a/..",
            "..")) {
      Path archive = archive(name, "x");
      RejectedArchive rejected =
          assertThrows(RejectedArchive.class, () -> store(1_000, 10).unpack(archive), name);
      assertTrue(rejected.getMessage().contains("outside"), rejected.getMessage());
    }
    try (Stream<Path> files = Files.walk(temporary)) {
      assertFalse(files.anyMatch(file -> file.endsWith("outside.txt")));
    }
  }

  @Test
  void an_archive_with_too_many_or_too_large_entries_is_not_unpacked() throws Exception {
    Path bomb = archive("zeros", "\0".repeat(1_000_000));
    assertTrue(Files.size(bomb) < 5_000);
    assertThrows(RejectedArchive.class, () -> store(5_000, 10).unpack(bomb));

    TestArchive many = new TestArchive(temporary);
    for (int i = 0; i < 11; i++) {
      many.entry("e" + i, new byte[0]);
    }
    Path archive = many.write(temporary.resolve("many.zip"));
    assertThrows(RejectedArchive.class, () -> store(5_000, 10).unpack(archive));
    store(5_000, 11).unpack(archive);

    Path large = Files.write(temporary.resolve("large.zip"), new byte[5_001]);
    assertThrows(RejectedArchive.class, () -> store(5_000, 10).unpack(large));
  }

  @Test
  void nothing_is_left_over_of_an_archive_that_was_refused() throws Exception {
    Path archive = Files.writeString(temporary.resolve("x.zip"), "no zip");
    assertThrows(RejectedArchive.class, () -> store(1_000, 10).unpack(archive));
    try (Stream<Path> files = Files.list(temporary.resolve("work"))) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_a_reason_like_any_other() throws Exception {
    Files.writeString(temporary.resolve("work"), "a file stands in the way");
    Path archive = archive("a", "b");
    assertThrows(RejectedArchive.class, () -> store(1_000, 10).unpack(archive));
  }

  private ArchiveStore store(long mostBytes, int mostEntries) {
    return new ArchiveStore(temporary.resolve("work"), mostBytes, mostEntries);
  }

  private Path archive(String entry, String content) throws IOException {
    return new TestArchive(temporary)
        .entry(entry, content.getBytes(StandardCharsets.UTF_8))
        .write(temporary.resolve("archive.zip"));
  }
}
