package io.weir.engine.access.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.vocabulary.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTokenTest {
  @TempDir private Path folder;

  @Test
  void the_token_is_random_kept_for_its_owner_only_and_stays() throws IOException {
    Path file = folder.resolve("token");
    LocalToken token = LocalToken.at(file, "lena");
    assertEquals(32, Base64.getUrlDecoder().decode(token.text()).length);
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
    assertEquals(token.text(), LocalToken.at(file, "lena").text());
    assertNotEquals(token.text(), LocalToken.at(folder.resolve("other"), "lena").text());
    assertFalse(token.toString().contains(token.text()));
  }

  @Test
  void whoever_shows_it_is_the_local_user_with_every_role() throws IOException {
    LocalToken token = LocalToken.at(folder.resolve("token"), "lena");
    var caller = token.authenticate(token.text()).orElseThrow();
    assertEquals("lena", caller.name());
    assertEquals(Set.of(Role.values()), caller.roles());
  }

  @Test
  void nothing_else_will_do() throws IOException {
    LocalToken token = LocalToken.at(folder.resolve("token"), "lena");
    for (String guess :
        new String[] {"", " ", token.text() + "A", token.text().substring(1), "Bearer"}) {
      assertEquals(Optional.empty(), token.authenticate(guess));
    }
  }

  @Test
  void a_short_token_is_refused() throws IOException {
    Path file = folder.resolve("token");
    Files.writeString(file, "c2VjcmV0\n");
    assertThrows(IOException.class, () -> LocalToken.at(file, "lena"));
  }
}
