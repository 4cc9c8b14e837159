package io.weir.engine.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.connection.SecretStore.SecretName;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSecretsTest {
  @TempDir Path directory;

  private final Database database = Database.open(PostgresForTests.fresh());
  private final SecretName name = new SecretName("db", "password", "r1");

  @AfterEach
  void end() {
    database.close();
  }

  private SealedSecrets secrets() throws Exception {
    return new SealedSecrets(database, MasterKey.of(Optional.empty(), directory));
  }

  private void change(String sql) {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  @Test
  void a_secret_comes_back_also_after_a_restart() throws Exception {
    secrets().put(name, "ünlocked");
    assertEquals(Optional.of("ünlocked"), secrets().get(name));
    assertEquals(Optional.empty(), secrets().get(new SecretName("db", "password", "r2")));
  }

  @Test
  void the_key_file_is_for_its_owner_alone() throws Exception {
    secrets();
    Path file = directory.resolve("master.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    var refusal = assertThrows(IllegalArgumentException.class, this::secrets);
    assertTrue(refusal.getMessage().contains("chmod 600"));
  }

  @Test
  void a_given_key_goes_before_the_file() throws Exception {
    String given = Base64.getEncoder().encodeToString(new byte[32]);
    MasterKey.of(Optional.of(given), directory);
    assertFalse(Files.exists(directory.resolve("master.key")));
    assertThrows(
        IllegalArgumentException.class, () -> MasterKey.of(Optional.of("c2hvcnQ="), directory));
  }

  @Test
  void another_key_opens_nothing() throws Exception {
    secrets().put(name, "open sesame");
    String other = Base64.getEncoder().encodeToString(new byte[32]);
    var stranger = new SealedSecrets(database, MasterKey.of(Optional.of(other), directory));
    var failure = assertThrows(WeirException.class, () -> stranger.get(name));
    assertEquals(ErrorCode.STORAGE_FAILED, failure.problem().code());
  }

  @Test
  void a_secret_moved_to_another_connection_does_not_open() throws Exception {
    secrets().put(name, "open sesame");
    change("update weir_secret set connection = 'mine'");
    var moved = new SecretName("mine", "password", "r1");
    assertThrows(WeirException.class, () -> secrets().get(moved));
  }

  @Test
  void a_secret_changed_in_the_table_does_not_open() throws Exception {
    secrets().put(name, "open sesame");
    change("update weir_secret set sealed = set_byte(sealed, 14, 255 - get_byte(sealed, 14))");
    assertThrows(WeirException.class, () -> secrets().get(name));
  }

  @Test
  void the_same_secret_is_sealed_differently_each_time() throws Exception {
    secrets().put(name, "open sesame");
    secrets().put(new SecretName("db", "password", "r2"), "open sesame");
    long different =
        database.transact(connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery("select count(distinct sealed) from weir_secret")) {
            rows.next();
            return rows.getLong(1);
          }
        });
    assertEquals(2, different);
  }

  @Test
  void sweeping_spares_what_is_named_and_what_is_young() throws Exception {
    secrets().put(name, "named");
    secrets().put(new SecretName("db", "password", "r2"), "old");
    secrets().put(new SecretName("other", "password", "r3"), "elsewhere");
    change("update weir_secret set stored_at = now() - interval '2 hours'");
    secrets().put(new SecretName("db", "password", "r4"), "young");
    secrets().sweep("db", Set.of("r1"), Duration.ofHours(1));
    assertEquals(Optional.of("named"), secrets().get(name));
    assertEquals(Optional.empty(), secrets().get(new SecretName("db", "password", "r2")));
    assertEquals(
        Optional.of("elsewhere"), secrets().get(new SecretName("other", "password", "r3")));
    assertEquals(Optional.of("young"), secrets().get(new SecretName("db", "password", "r4")));
  }
}
