package io.weir.engine.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.weir.engine.dataplane.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterSeedsTest {
  @TempDir Path directory;

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  private Seeds seeds(int fill) throws IOException {
    String given = Base64.getEncoder().encodeToString(key(fill));
    return new MasterSeeds(MasterKey.of(Optional.of(given), directory));
  }

  @Test
  void a_seed_is_the_same_on_every_node_that_has_the_master_key() throws IOException {
    assertArrayEquals(
        seeds(7).runSeed("r1", "patients", "weight", "laplace"),
        seeds(7).runSeed("r1", "patients", "weight", "laplace"));
    assertFalse(
        Arrays.equals(
            seeds(7).runSeed("r1", "patients", "weight", "laplace"),
            seeds(8).runSeed("r1", "patients", "weight", "laplace")));
  }

  @Test
  void any_other_run_module_table_place_or_method_has_another_seed() throws IOException {
    Seeds seeds = seeds(7);
    Set<String> all = new HashSet<>();
    int count = 0;
    for (String first : List.of("a", "b", "ab", "")) {
      for (String second : List.of("a", "b", "ab", "")) {
        for (String third : List.of("a", "bc", "")) {
          for (String fourth : List.of("c", "")) {
            all.add(HexFormat.of().formatHex(seeds.runSeed(first, second, third, fourth)));
            all.add(HexFormat.of().formatHex(seeds.moduleSeed(first, second, third, fourth)));
            count += 2;
          }
        }
      }
    }
    assertEquals(count, all.size());
  }

  @Test
  void it_is_hkdf_of_the_master_key_with_purpose_and_arguments() throws Exception {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    for (String field : List.of("weir/seed/module/1", "clinic", "patients", "weight", "laplace")) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      info.writeBytes(new byte[] {0, 0, 0, (byte) bytes.length});
      info.writeBytes(bytes);
    }
    info.write(1);
    assertArrayEquals(
        hmac(hmac(new byte[32], key(7)), info.toByteArray()),
        seeds(7).moduleSeed("clinic", "patients", "weight", "laplace"));
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }
}
