package io.weir.engine.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.SampleSeal.BrokenSeal;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleKeyTest {
  private static final byte[] TEXT = "a canary of 23 bytes ..".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private SampleKey key() {
    return new SampleKey(Optional.empty(), folder);
  }

  @Test
  void what_is_sealed_is_opened_by_another_node_of_the_folder_and_never_looks_the_same() {
    byte[] sealed = key().seal("run/t", TEXT);
    assertArrayEquals(TEXT, key().open("run/t", sealed));
    assertFalse(Arrays.equals(sealed, key().seal("run/t", TEXT)));
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("canary"));
  }

  @Test
  void the_key_is_made_when_it_is_needed_first_and_for_its_owner_alone() throws IOException {
    SampleKey key = key();
    Path file = folder.resolve("sample.key");
    assertFalse(Files.exists(file));
    key.seal("run/t", TEXT);
    assertEquals(32, Files.size(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertTrue(refused(key()).message().contains("others than its owner"));
  }

  @Test
  void changed_bytes_another_place_and_another_key_are_refused(@TempDir Path other) {
    byte[] sealed = key().seal("run/t", TEXT);
    assertThrows(BrokenSeal.class, () -> key().open("run/u", sealed));
    assertThrows(
        BrokenSeal.class, () -> new SampleKey(Optional.empty(), other).open("run/t", sealed));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThrows(BrokenSeal.class, () -> key().open("run/t", changed));
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] early = Arrays.copyOf(sealed, length);
      assertThrows(BrokenSeal.class, () -> key().open("run/t", early));
    }
  }

  @Test
  void a_file_that_is_named_is_used_and_never_made() throws IOException {
    Path given = folder.resolve("given.key");
    SampleKey key = new SampleKey(Optional.of(given), folder);
    assertEquals(ErrorCode.STORAGE_FAILED, refused(key).code());
    assertFalse(Files.exists(given));
    Files.createFile(
        given, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(given, new byte[31]);
    assertTrue(refused(key).message().contains("31 bytes, not 32"));
    Files.write(given, new byte[32]);
    assertArrayEquals(TEXT, key.open("run/t", key.seal("run/t", TEXT)));
    assertFalse(Files.exists(folder.resolve("sample.key")));
  }

  @Test
  void a_file_that_is_named_is_looked_at_before_it_is_needed() throws IOException {
    SampleKey given = new SampleKey(Optional.of(folder.resolve("given.key")), folder);
    Problem refusal = assertThrows(WeirException.class, given::checked).problem();
    assertTrue(refusal.message().contains("given.key"), refusal.message());
    key().checked();
    assertFalse(Files.exists(folder.resolve("sample.key")));
  }

  private static Problem refused(SampleKey key) {
    return assertThrows(WeirException.class, () -> key.seal("run/t", TEXT)).problem();
  }
}
