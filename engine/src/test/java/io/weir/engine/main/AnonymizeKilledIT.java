package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir anonymize} in a process of its own that is killed, or that finds the disk full. */
class AnonymizeKilledIT {
  private static final List<String> FLAGS =
      List.of(
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "-Xmx384m",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:+UseSerialGC");
  private static final List<String> PLUGINS =
      List.of("connector-files", "anonymize-anatomization", "anonymize-suppression");
  private static final int PEOPLE = 30_000;
  private static final int NUMBERS = 8;
  private static final String RULES =
      """
      { "columns": {
          "age": { "role": "quasi-identifying" },
          "diagnosis": { "role": "sensitive" } },
        "anonymization": [ { "method": "anatomize", "sensitive": "diagnosis", "l": 2 } ] }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    for (String name : List.of("temporary", "plugins", "out")) {
      Files.createDirectory(folder.resolve(name));
    }
    // Small ones, so that unpacking them does not fill the disk.
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("weir.plugins")))) {
      for (Path archive : all.toList()) {
        String name = archive.getFileName().toString();
        if (PLUGINS.stream().anyMatch(name::startsWith)) {
          Files.copy(archive, folder.resolve("plugins").resolve(name));
        }
      }
    }
    StringBuilder people = new StringBuilder("age");
    for (int i = 0; i < NUMBERS; i++) {
      people.append(",number").append(i);
    }
    people.append(",diagnosis\n");
    for (int i = 0; i < PEOPLE; i++) {
      people.append(20 + i % 50);
      // Far longer as text than in a part.
      people.append((",1" + "0".repeat(12) + (10_000 + i)).repeat(NUMBERS));
      people.append(i % 3 == 0 ? ",flu\n" : i % 3 == 1 ? ",cold\n" : ",asthma\n");
    }
    Files.writeString(folder.resolve("people.csv"), people);
    Files.writeString(folder.resolve("rules.json"), RULES);
  }

  @Test
  void what_a_killed_run_left_is_private_and_is_deleted_by_the_next() throws Exception {
    Process killed = start(Long.MAX_VALUE);
    Path left = working(killed);
    assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(left));
    killed.destroyForcibly().waitFor();
    assertTrue(Files.exists(left), "killed, it cannot tidy up");
    assertEquals(Set.of(), names("out"));

    Process next = start(Long.MAX_VALUE);
    assertEquals(0, next.waitFor(), () -> said(next));
    assertFalse(Files.exists(left));
    assertEquals(Set.of(), work());
    assertEquals(Set.of("people.csv", "people.people_sensitive.csv"), names("out"));
  }

  @Test
  void the_folder_of_a_run_that_lives_is_left_alone() throws Exception {
    Process living = start(Long.MAX_VALUE);
    Path used = working(living);
    signal(living, "STOP");
    Process other = start(1);
    assertEquals(1, other.waitFor(), () -> said(other));
    assertTrue(Files.exists(used));
    signal(living, "CONT");
    assertEquals(0, living.waitFor(), () -> said(living));
    assertEquals(Set.of(), work());
  }

  @Test
  void on_a_full_disk_nothing_is_written_and_what_was_there_stays() throws Exception {
    Process whole = start(Long.MAX_VALUE);
    assertEquals(0, whole.waitFor(), () -> said(whole));
    Path first = folder.resolve("out/people.csv");
    Path second = folder.resolve("out/people.people_sensitive.csv");
    byte[] firstBefore = Files.readAllBytes(first);
    byte[] secondBefore = Files.readAllBytes(second);
    assertTrue(firstBefore.length > 4_000_000, () -> firstBefore.length + " bytes");

    // No room for a part, then for all parts, but not for the first output.
    for (long room : new long[] {100_000, 3_000_000}) {
      Process full = start(room);
      assertEquals(1, full.waitFor(), () -> said(full));
      String told = said(full);
      assertTrue(told.contains("WEIR-8002"), told);
      assertTrue(told.contains("do: "), told);
      assertEquals(room > 1_000_000, told.contains("What the run prepared cannot"), told);
      assertEquals(Set.of("people.csv", "people.people_sensitive.csv"), names("out"));
      assertTrue(java.util.Arrays.equals(firstBefore, Files.readAllBytes(first)));
      assertTrue(java.util.Arrays.equals(secondBefore, Files.readAllBytes(second)));
      assertEquals(Set.of(), work());
    }
  }

  /**
   * @param room the most bytes a file may have
   */
  private Process start(long room) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("sh", "-c", room == Long.MAX_VALUE ? "exec \"$@\"" : limited(room), "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-Dweir.plugins=" + folder.resolve("plugins"));
    command.add("-Djava.io.tmpdir=" + folder.resolve("temporary"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Weir.class.getName()));
    command.addAll(List.of("anonymize", folder.resolve("people.csv").toString(), "--force"));
    command.addAll(List.of("--rules", folder.resolve("rules.json").toString()));
    command.addAll(List.of("-o", folder.resolve("out/people.csv").toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** A full disk for this process alone; POSIX counts in blocks of 512 bytes. */
  private static String limited(long room) {
    return "ulimit -f " + Math.max(1, room / 512) + "; exec \"$@\"";
  }

  private static String said(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits until it has a folder with a lock. */
  private Path working(Process process) throws IOException {
    while (true) {
      for (String name : work()) {
        Path found = folder.resolve("temporary").resolve(name);
        if (Files.exists(found.resolve("parts"))) {
          return found;
        }
      }
      assertTrue(process.isAlive(), () -> said(process));
      LockSupport.parkNanos(1_000_000);
    }
  }

  private Set<String> work() throws IOException {
    Set<String> found = names("temporary");
    found.removeIf(name -> !name.startsWith("weir-anonymize-"));
    return found;
  }

  private Set<String> names(String below) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> all = Files.list(folder.resolve(below))) {
      all.forEach(file -> found.add(file.getFileName().toString()));
    }
    return found;
  }
}
