package io.weir.engine.main.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come into place together, while processes die and disks fail at every step. */
class OutputsTest {
  /** Three renames set aside, three put in place: enough steps for each to be the last. */
  private static final int STEPS = 6;

  private static final Map<String, String> OLD = Map.of("a", "old a", "b", "old b", "c", "old c");
  private static final Map<String, String> NEW = Map.of("a", "new a", "b", "new b", "c", "new c");

  @TempDir private Path folder;

  /** The process ends here: nothing after it is done. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void all_replace_what_was_there_and_nothing_else_is_left() throws IOException {
    write(OLD);
    publish(Outputs.Renaming.atomic());
    assertEquals(NEW, places());
  }

  @Test
  void a_process_that_dies_between_any_two_renames_leaves_all_old_or_all_new_ones()
      throws IOException {
    for (Map<String, String> before :
        List.of(OLD, Map.<String, String>of(), Map.of("b", "old b"))) {
      int steps = before.size() + NEW.size();
      for (int step = 0; step < steps; step++) {
        clear();
        write(before);
        int last = step;
        assertThrows(Death.class, () -> publish(after(last, new Death())));
        assertFalse("new a".equals(places().get("a")), "the first is in place before the others");
        List<Path> placed = Outputs.recover(journal());
        boolean marked = step >= before.size();
        assertEquals(marked ? NEW : before, places(), before + " " + step);
        assertEquals(marked, !placed.isEmpty());
      }
    }
  }

  @Test
  void a_disk_that_fails_at_any_rename_leaves_everything_as_it_was() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      clear();
      write(OLD);
      int last = step;
      assertThrows(IOException.class, () -> publish(once(last)));
      assertEquals(OLD, places(), "step " + step);
      assertEquals(List.of(), Outputs.recover(journal()));
      assertEquals(OLD, places(), "step " + step);
    }
  }

  @Test
  void a_process_that_dies_while_it_writes_drafts_leaves_nothing() throws IOException {
    write(OLD);
    Files.createDirectories(journal());
    Outputs outputs =
        Outputs.begin(
            journal(), List.of(place("a"), place("b"), place("c")), Outputs.Renaming.atomic());
    Files.writeString(outputs.draft(0), "half");
    Outputs.recover(journal());
    assertEquals(OLD, places());
  }

  @Test
  void what_somebody_put_in_a_place_meanwhile_stays() throws IOException {
    write(Map.of());
    assertThrows(Death.class, () -> publish(after(0, new Death())));
    Files.writeString(place("b"), "mine");
    Outputs.recover(journal());
    assertEquals("mine", places().get("b"));
    assertFalse(places().keySet().stream().anyMatch(name -> name.startsWith(".weir-")));
  }

  @Test
  void a_single_file_is_replaced_in_one_step_and_a_link_stays() throws IOException {
    write(Map.of("a", "old a"));
    Path link = Files.createSymbolicLink(place("link"), place("a"));
    Files.createDirectories(journal());
    try (Outputs outputs = Outputs.begin(journal(), List.of(link), Outputs.Renaming.atomic())) {
      Files.writeString(outputs.draft(0), "new a");
      outputs.publish();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new a", Files.readString(place("a")));
    assertEquals(List.of(), Outputs.recover(journal()));
  }

  private void publish(Outputs.Renaming renaming) throws IOException {
    Files.createDirectories(journal());
    Outputs outputs =
        Outputs.begin(journal(), List.of(place("a"), place("b"), place("c")), renaming);
    try {
      for (int i = 0; i < NEW.size(); i++) {
        Files.writeString(outputs.draft(i), "new " + "abc".charAt(i));
      }
      outputs.publish();
    } catch (IOException e) {
      outputs.close();
      throw e;
    }
    outputs.close();
  }

  /** Does so many renames, then dies. */
  private static Outputs.Renaming after(int steps, Error death) {
    int[] done = {0};
    return (from, to) -> {
      if (done[0]++ == steps) {
        throw death;
      }
      Outputs.Renaming.atomic().rename(from, to);
    };
  }

  /** Fails at this rename only, for what follows undoes it. */
  private static Outputs.Renaming once(int step) {
    int[] done = {0};
    return (from, to) -> {
      if (done[0]++ == step) {
        throw new IOException("no room");
      }
      Outputs.Renaming.atomic().rename(from, to);
    };
  }

  private Path journal() {
    return folder.resolve("journal");
  }

  private Path place(String name) {
    return folder.resolve("places").resolve(name);
  }

  private void write(Map<String, String> files) throws IOException {
    Files.createDirectories(folder.resolve("places"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(place(file.getKey()), file.getValue());
    }
  }

  private void clear() throws IOException {
    for (Path below : List.of(folder.resolve("places"), journal())) {
      if (Files.exists(below)) {
        try (Stream<Path> all = Files.list(below)) {
          for (Path file : all.toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private Map<String, String> places() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder.resolve("places"))) {
      for (Path file : all.toList()) {
        found.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return found;
  }
}
