package io.weir.engine.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.PartStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryPartStoreTest {
  @TempDir Path folder;

  @Test
  void a_committed_file_has_its_bytes_and_their_checksum() throws IOException {
    DirectoryPartStore store = new DirectoryPartStore(folder);

    PartStore.Committed committed = write(store, "run/extract/t/0-000000.arrow", "abc");

    assertEquals(3, committed.bytes());
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", committed.checksum());
    assertEquals("abc", read(store, "run/extract/t/0-000000.arrow"));
  }

  @Test
  void a_draft_is_seen_by_nobody_until_it_is_committed() throws IOException {
    DirectoryPartStore store = new DirectoryPartStore(folder);
    try (PartStore.Draft draft = store.create("a/b")) {
      draft.write(bytes("x"));
      assertEquals(List.of(), store.list("a"));
      assertThrows(IOException.class, () -> store.open("a/b"));
    }
    assertEquals(List.of(), store.list("a"));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void a_commit_replaces_what_was_there() throws IOException {
    DirectoryPartStore store = new DirectoryPartStore(folder);
    write(store, "a/b", "old");
    write(store, "a/b", "new");
    assertEquals("new", read(store, "a/b"));
  }

  @Test
  void two_drafts_of_one_path_do_not_meet() throws IOException {
    DirectoryPartStore store = new DirectoryPartStore(folder);
    try (PartStore.Draft first = store.create("a");
        PartStore.Draft second = store.create("a")) {
      first.write(bytes("first"));
      second.write(bytes("second"));
      second.commit();
      first.commit();
    }
    assertEquals("first", read(store, "a"));
  }

  @Test
  void files_are_listed_sorted_and_only_below_the_folder() throws IOException {
    DirectoryPartStore store = new DirectoryPartStore(folder);
    for (String path : List.of("r/b/2", "r/b/1", "r/a", "s/x")) {
      write(store, path, path);
    }
    assertEquals(List.of("r/a", "r/b/1", "r/b/2"), store.list("r"));
    assertEquals(List.of("r/a", "r/b/1", "r/b/2", "s/x"), store.list(""));
    assertEquals(List.of(), store.list("nowhere"));
  }

  @Test
  void deleting_the_last_file_of_a_folder_removes_the_folder() throws IOException {
    DirectoryPartStore store = new DirectoryPartStore(folder);
    write(store, "r/b/1", "x");
    write(store, "r/a", "y");
    store.delete("r/b/1");
    store.delete("r/b/1");
    assertEquals(List.of("r/a"), store.list(""));
    assertFalse(Files.exists(folder.resolve("r/b")));
    assertTrue(Files.exists(folder));
  }

  @Test
  void a_folder_that_is_tidied_up_is_there_for_whoever_begins_a_file_in_it() throws Exception {
    DirectoryPartStore store = new DirectoryPartStore(folder);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int number = thread;
        all.add(
            threads.submit(() -> {
              int begun = 0;
              for (int i = 0; i < 400; i++) {
                try (PartStore.Draft draft = store.create("run/extract/" + i % 3 + "/" + number)) {
                  begun += draft.isOpen() ? 1 : 0;
                }
              }
              return begun;
            }));
      }
      for (Future<Integer> begun : all) {
        assertEquals(400, begun.get());
      }
    }
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void drafts_left_by_a_crash_are_swept_at_the_start() throws IOException {
    DirectoryPartStore crashed = new DirectoryPartStore(folder);
    write(crashed, "r/kept", "x");
    PartStore.Draft abandoned = crashed.create("r/lost");
    abandoned.write(bytes("half"));

    DirectoryPartStore store = new DirectoryPartStore(folder);

    assertEquals(List.of("r/kept"), store.list(""));
    try (Stream<Path> left = Files.list(folder.resolve("r"))) {
      assertEquals(1, left.count());
    }
    abandoned.close();
  }

  @Test
  void a_path_that_leaves_the_store_is_refused() throws IOException {
    DirectoryPartStore store = new DirectoryPartStore(folder.resolve("store"));
    for (String path : List.of("../x", "a/../../x", "/etc/passwd", "", "a//b", ".", "a\\..\\b")) {
      assertThrows(IOException.class, () -> store.create(path), path);
      assertThrows(IOException.class, () -> store.open(path), path);
      assertThrows(IOException.class, () -> store.delete(path), path);
    }
    assertThrows(IOException.class, () -> store.list(".."));
  }

  private static PartStore.Committed write(PartStore store, String path, String text)
      throws IOException {
    try (PartStore.Draft draft = store.create(path)) {
      draft.write(bytes(text));
      return draft.commit();
    }
  }

  private static String read(PartStore store, String path) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    try (var channel = store.open(path)) {
      channel.read(buffer);
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
