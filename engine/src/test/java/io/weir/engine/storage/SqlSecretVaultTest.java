package io.weir.engine.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Secrets;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.secret.SecretVault;
import io.weir.engine.secret.SecretView;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SqlSecretVaultTest {
  @TempDir Path directory;

  private final Database database = Database.open(PostgresForTests.fresh());
  private SecretVault vault;
  private Secrets secrets;

  @BeforeEach
  void open() throws Exception {
    MasterKey key = MasterKey.of(Optional.empty(), directory);
    vault = new SqlSecretVault(database, key);
    secrets = new SqlSecrets(database, key);
  }

  @AfterEach
  void end() {
    database.close();
  }

  private static Origin by(String actor, String key, Object... request) {
    return Origin.of(actor, key, request);
  }

  private static Origin ada() {
    return by("ada", "");
  }

  private int change(String sql) {
    return database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  private static Problem refused(Executable act) {
    return assertThrows(WeirException.class, act).problem();
  }

  @Test
  void a_secret_is_made_rotated_and_read_by_name_and_version() {
    assertFalse(secrets.has("ids"));
    SecretView made = vault.create("ids", ada());
    assertEquals(OptionalInt.of(1), made.newest());
    assertEquals("ada", made.versions().getFirst().madeBy());
    Secret first = secrets.newest("ids");
    assertEquals(32, first.bytes().length);
    assertEquals(1, first.version());
    assertEquals(OptionalInt.of(2), vault.rotate("ids", by("bob", "")).newest());
    Secret second = secrets.newest("ids");
    assertEquals(2, second.version());
    assertFalse(Arrays.equals(first.bytes(), second.bytes()));
    assertEquals(first, secrets.version("ids", 1));
    assertEquals(second, secrets.version("ids", 2));
    assertTrue(secrets.has("ids") && secrets.has("ids@1") && secrets.has("ids@2"));
    assertFalse(secrets.has("ids@3") || secrets.has("other") || secrets.has("ids@"));
  }

  @Test
  void what_is_not_there_is_told_with_the_command_that_makes_it() {
    Problem none = refused(() -> secrets.newest("ids"));
    assertEquals(ErrorCode.NOT_FOUND, none.code());
    assertTrue(none.advice().contains("weir secrets create ids"), none.advice());
    assertEquals(ErrorCode.NOT_FOUND, refused(() -> secrets.forRun("r1", "ids")).code());
    vault.create("ids", ada());
    Problem version = refused(() -> secrets.forRun("r1", "ids@2"));
    assertTrue(version.message().contains("version 2"), version.message());
    assertTrue(version.advice().contains("weir secrets list"), version.advice());
    assertEquals(ErrorCode.ALREADY_EXISTS, refused(() -> vault.create("ids", ada())).code());
    assertEquals(ErrorCode.NOT_FOUND, refused(() -> vault.rotate("other", ada())).code());
    assertEquals(ErrorCode.NOT_FOUND, refused(() -> vault.delete("ids", 2, ada())).code());
  }

  @Test
  void a_run_keeps_the_version_it_began_with() {
    vault.create("ids", ada());
    Secret first = secrets.forRun("r1", "ids");
    vault.rotate("ids", ada());
    assertEquals(first, secrets.forRun("r1", "ids"));
    assertEquals(2, secrets.forRun("r2", "ids").version());
    assertEquals(2, secrets.forRun("r1", "ids@2").version());
    vault.delete("ids", 1, ada());
    assertEquals(ErrorCode.NOT_FOUND, refused(() -> secrets.forRun("r1", "ids")).code());
  }

  @Test
  void many_threads_of_a_run_settle_on_one_version() {
    vault.create("ids", ada());
    Set<Integer> versions =
        IntStream.range(0, 24)
            .parallel()
            .mapToObj(i -> {
              if (i % 4 == 0) {
                vault.rotate("ids", ada());
              }
              return secrets.forRun("r1", "ids").version();
            })
            .collect(Collectors.toSet());
    assertEquals(1, versions.size());
    assertEquals(7, secrets.newest("ids").version());
  }

  @Test
  void a_deleted_version_is_gone_and_its_number_is_never_used_again() {
    vault.create("ids", ada());
    vault.rotate("ids", ada());
    Problem newest = refused(() -> vault.delete("ids", 2, ada()));
    assertEquals(ErrorCode.WRONG_STATE, newest.code());
    SecretView left = vault.delete("ids", 1, by("bob", ""));
    assertTrue(left.versions().getFirst().isDeleted());
    assertEquals(OptionalInt.of(2), left.newest());
    assertFalse(secrets.has("ids@1"));
    assertEquals(ErrorCode.NOT_FOUND, refused(() -> vault.delete("ids", 1, ada())).code());
    assertEquals(OptionalInt.empty(), vault.delete("ids", 2, ada()).newest());
    assertFalse(secrets.has("ids"));
    assertEquals(ErrorCode.NOT_FOUND, refused(() -> vault.rotate("ids", ada())).code());
    assertEquals(OptionalInt.of(3), vault.create("ids", ada()).newest());
    assertEquals(3, secrets.newest("ids").version());
  }

  @Test
  void a_repeated_call_is_done_once_and_its_key_is_good_for_nothing_else() {
    SecretView made = vault.create("ids", by("ada", "k1", "create", "ids"));
    assertEquals(made, vault.create("ids", by("ada", "k1", "create", "ids")));
    vault.rotate("ids", by("ada", "k2", "rotate", "ids"));
    assertEquals(OptionalInt.of(2), vault.rotate("ids", by("ada", "k2", "rotate", "ids")).newest());
    assertEquals(
        ErrorCode.INVALID_REQUEST,
        refused(() -> vault.create("other", by("ada", "k2", "create", "other"))).code());
    assertEquals(OptionalInt.of(3), vault.rotate("ids", by("bob", "k2", "rotate", "ids")).newest());
    change("update weir_method_secret_call set made_at = now() - interval '25 hours'");
    vault.rotate("ids", by("ada", "k3", "rotate", "ids"));
    assertEquals(1, change("delete from weir_method_secret_call"));
  }

  @Test
  void secrets_are_listed_by_name_and_page_without_their_bytes() {
    List<String> names = List.of("B", "_x", "a", "ab", "ä", "z.1");
    names.reversed().forEach(name -> vault.create(name, ada()));
    vault.rotate("a", ada());
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      Page<SecretView> page = vault.list(PageRequest.of(2, token));
      page.items().forEach(it -> listed.add(it.name()));
      token = page.nextToken();
    } while (!token.isEmpty());
    assertEquals(List.of("B", "_x", "a", "ab", "z.1", "ä"), listed);
    SecretView rotated = vault.list(PageRequest.first()).items().get(2);
    assertEquals(2, rotated.versions().size());
    assertEquals(new Page<>(List.of(), ""), vault.list(PageRequest.of(5, "ä")));
  }

  @Test
  void the_database_holds_no_bytes_of_a_secret_and_another_master_key_opens_none() {
    vault.create("ids", ada());
    String bytes = HexFormat.of().formatHex(secrets.newest("ids").bytes());
    String stored =
        database.transact(connection -> {
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery(
                      "select string_agg(t::text, ' ') from weir_method_secret t")) {
            rows.next();
            return rows.getString(1);
          }
        });
    assertTrue(stored.contains("ids"), stored);
    assertFalse(stored.contains(bytes), "sealed");
    String other = Base64.getEncoder().encodeToString(new byte[32]);
    Problem unreadable =
        refused(() ->
            new SqlSecrets(database, MasterKey.of(Optional.of(other), directory)).newest("ids"));
    assertEquals(ErrorCode.STORAGE_FAILED, unreadable.code());
    assertNotEquals("", unreadable.advice());
  }

  @Test
  void a_sealed_version_opens_under_its_own_name_and_number_only() {
    vault.create("ids", ada());
    vault.create("other", ada());
    Secret before = secrets.newest("ids");
    change(
        "update weir_method_secret set sealed = (select sealed from weir_method_secret"
            + " where name = 'ids') where name = 'other'");
    assertEquals(ErrorCode.STORAGE_FAILED, refused(() -> secrets.newest("other")).code());
    assertArrayEquals(before.bytes(), secrets.newest("ids").bytes());
    change("update weir_method_secret set version = 5 where name = 'ids'");
    assertEquals(ErrorCode.STORAGE_FAILED, refused(() -> secrets.newest("ids")).code());
  }

  @Test
  void versions_are_bounded() {
    vault.create("ids", ada());
    change(
        "insert into weir_method_secret (name, version, made_by, deleted_at)"
            + " select 'ids', n, 'ada', now() from generate_series(2, "
            + SecretVault.MOST_VERSIONS
            + ") n");
    Problem full = refused(() -> vault.rotate("ids", ada()));
    assertEquals(ErrorCode.WRONG_STATE, full.code());
  }
}
