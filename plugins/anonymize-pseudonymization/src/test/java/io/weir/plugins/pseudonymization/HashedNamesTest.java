package io.weir.plugins.pseudonymization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.PreparedMethod.OfValues;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HashedNamesTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static OfValues hashed(Map<String, Object> more) {
    return Names.prepared(ValueType.STRING, more);
  }

  @Test
  void the_hash_is_that_of_rfc_4231() {
    hash(
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        "4869205468657265",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    hash(
        "4a656665",
        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    hash(
        "aa".repeat(20),
        "dd".repeat(50),
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    hash(
        "0102030405060708090a0b0c0d0e0f10111213141516171819",
        "cd".repeat(50),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
    hash(
        "aa".repeat(131),
        HEX.formatHex(
            "Test Using Larger Than Block-Size Key - Hash Key First"
                .getBytes(StandardCharsets.US_ASCII)),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  private static void hash(String key, String message, String expected) {
    byte[] bytes = HEX.parseHex(message);
    KeyedHash hash =
        new KeyedHash(new SecretKeySpec(HEX.parseHex(key), KeyedHash.ALGORITHM), new byte[0]);
    assertEquals(expected, HEX.formatHex(hash.raw(bytes, bytes.length)));
  }

  @Test
  void a_name_can_be_computed_again_from_what_is_documented() throws GeneralSecurityException {
    // HKDF of RFC 5869 by hand: extract with 32 zeros, then one block of expand.
    byte[] extracted = hmac(new byte[32], SECRET);
    byte[] key =
        hmac(
            extracted,
            join(field("weir/pseudonymize/1"), field("hmac"), field("people"), new byte[] {1}));
    byte[] hash = hmac(key, join(field("people"), field("Zoë")));
    BigInteger bits = new BigInteger(1, hash).shiftRight(256 - 26 * 5);
    String alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    StringBuilder expected = new StringBuilder();
    for (int i = 25; i >= 0; i--) {
      expected.append(alphabet.charAt(bits.shiftRight(5 * i).intValue() & 31));
    }
    assertEquals(
        List.of(expected.toString()),
        Names.of(hashed(Map.of("domain", "people")), Names.run(1, SECRET), "Zoë"));
    assertEquals(
        List.of("P-v7." + HEX.formatHex(hash).substring(0, 20)),
        Names.of(
            hashed(
                Map.of(
                    "domain", "people",
                    "encoding", "hex",
                    "length", new BigDecimal(20),
                    "prefix", "P-",
                    "tag", true)),
            Names.run(7, SECRET),
            "Zoë"));
  }

  @Test
  void two_domains_and_two_secrets_share_no_name() {
    String[] values = new String[2_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = "v" + i;
    }
    Set<String> all = new HashSet<>();
    int count = 0;
    for (Map<String, Object> domain :
        List.<Map<String, Object>>of(Map.of(), Map.of("domain", "a"), Map.of("domain", "b"))) {
      for (String secret : List.of("s1", "s2")) {
        all.addAll(
            Names.of(
                hashed(domain),
                Names.run(1, secret.repeat(16).getBytes(StandardCharsets.US_ASCII)),
                values));
        count += values.length;
      }
    }
    assertEquals(count, all.size());
  }

  @Test
  void the_domain_is_table_and_column_unless_it_is_declared() {
    String own = name("patients", "id", Map.of());
    assertEquals(own, name("patients", "id", Map.of("domain", "patients/id")));
    assertNotEquals(own, name("visits", "id", Map.of()));
    assertNotEquals(own, name("patients", "code", Map.of()));
    assertEquals(
        name("patients", "id", Map.of("domain", "people")),
        name("visits", "code", Map.of("domain", "people")));
  }

  @Test
  void fields_do_not_run_into_each_other() {
    assertFalse(Arrays.equals(Domain.fields("ab", "c"), Domain.fields("a", "bc")));
    assertFalse(Arrays.equals(Domain.fields("ab"), Domain.fields("ab", "")));
    assertNotEquals(
        Names.of(hashed(Map.of("domain", "a")), "bc"),
        Names.of(hashed(Map.of("domain", "ab")), "c"));
  }

  @Test
  void another_version_of_the_secret_makes_other_names_that_do_not_tell_which() {
    byte[] rotated = SECRET.clone();
    rotated[0] ^= 1;
    String before = Names.of(hashed(Map.of()), Names.run(1, SECRET), "Ann").getFirst();
    String after = Names.of(hashed(Map.of()), Names.run(2, rotated), "Ann").getFirst();
    assertNotEquals(before, after);
    assertEquals(26, before.length());
    assertEquals(26, after.length());
    assertTrue(
        Names.of(hashed(Map.of("tag", true)), Names.run(2, rotated), "Ann")
            .getFirst()
            .matches("v2\\.[a-z2-7]{26}"));
  }

  @Test
  void a_column_without_values_and_one_of_long_texts_are_named_too() {
    assertEquals(List.of(), Names.of(hashed(Map.of()), new String[0]));
    assertEquals(
        List.of("(empty)", "(empty)"), Names.of(hashed(Map.of()), (String) null, (String) null));
    List<String> names = Names.of(hashed(Map.of()), "x".repeat(100_000), "", "x".repeat(99_999));
    assertEquals(3, new HashSet<>(names).size());
  }

  @Test
  void trying_out_all_postcodes_undoes_a_plain_hash_but_no_pseudonym() throws Exception {
    List<String> postcodes = new ArrayList<>();
    for (int code = 0; code < 100_000; code++) {
      postcodes.add("%05d".formatted(code));
    }
    List<String> victims = List.of("01067", "80331", "99999");

    // What an attacker can do who knows everything but the secret: all values, the method, its
    // parameters, and any secret of their own.
    Set<String> published = new HashSet<>();
    for (String victim : victims) {
      published.add(HEX.formatHex(sha256(victim)));
    }
    long undone = 0;
    for (String guess : postcodes) {
      undone += published.contains(HEX.formatHex(sha256(guess))) ? 1 : 0;
    }
    assertEquals(victims.size(), undone, "a plain hash is undone");

    OfValues method = hashed(Map.of());
    Set<String> pseudonyms =
        new HashSet<>(Names.of(method, Names.run(1, SECRET), victims.toArray(String[]::new)));
    String[] all = postcodes.toArray(String[]::new);
    for (byte[] guessed :
        List.of(new byte[32], "secret-secret-se".getBytes(StandardCharsets.US_ASCII))) {
      assertTrue(
          Names.of(method, Names.run(1, guessed), all).stream().noneMatch(pseudonyms::contains));
    }
    for (String guess : postcodes) {
      assertFalse(pseudonyms.contains(HEX.formatHex(sha256(guess))));
    }
    assertEquals(
        victims.size(),
        Names.of(method, Names.run(1, SECRET), all).stream().filter(pseudonyms::contains).count(),
        "whoever has the secret can");
  }

  private static String name(String table, String column, Map<String, Object> more) {
    return Names.of(Names.prepared(Names.at(table, column, ValueType.STRING, more)), "Ann")
        .getFirst();
  }

  private static byte[] sha256(String text) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static byte[] field(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return join(new byte[] {0, 0, 0, (byte) bytes.length}, bytes);
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = new byte[0];
    for (byte[] part : parts) {
      int end = all.length;
      all = Arrays.copyOf(all, end + part.length);
      System.arraycopy(part, 0, all, end, part.length);
    }
    return all;
  }
}
