package io.weir.engine.main;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.main.Releases.Release;
import io.weir.engine.vocabulary.WeirException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who knows all postcodes there are, and how pseudonyms are made, tries each of them. The
 * making is written down here a second time, from the page on pseudonymization alone, so that it is
 * seen that the secret and nothing else stands in the way.
 */
class GuessedPseudonymsIT {
  private static final String SECRET = "thirty-two bytes that nobody has";
  private static final String OTHER = "another thirty-two bytes to hide";

  /** The i-th postcode is that of i persons. */
  private static final int POSTCODES = 28;

  @TempDir private Path folder;

  private final List<String> postcodes = new ArrayList<>();
  private Releases releases;

  @BeforeEach
  void write() throws IOException {
    releases = new Releases(folder);
    releases.secret("people", 1, SECRET);
    List<String> records = new ArrayList<>();
    for (int i = 1; i <= POSTCODES; i++) {
      for (int person = 0; person < i; person++) {
        String postcode = postcode(i);
        postcodes.add(postcode);
        records.add("%s,%s,%08d".formatted(postcode, postcode, 10_000_000 + 7919 * records.size()));
      }
    }
    releases.source("people.csv", "postcode,work,card", records);
  }

  private static String postcode(int number) {
    return "%05d".formatted(10_000 + number * 3_001);
  }

  @AfterEach
  void close() {
    releases.close();
  }

  @Test
  void no_postcode_is_found_by_trying_all_of_them_without_the_secret() throws Exception {
    List<String> pseudonyms = column(publish(named("")), "postcode");
    Set<String> published = new HashSet<>(pseudonyms);
    assertEquals(POSTCODES, published.size());
    // 130 bits: that one of some 3 million guesses meets one of 28 by chance is no event.
    assertEquals(Set.of(), met(published, it -> base32(sha256(bytes(it)))));
    assertEquals(Set.of(), met(published, it -> HexFormat.of().formatHex(sha256(bytes(it)))));
    assertEquals(Set.of(), met(published, it -> base32(hmac(bytes("people"), bytes(it)))));
    assertEquals(Set.of(), met(published, it -> base32(hmac(bytes(SECRET), bytes(it)))));
    assertEquals(Set.of(), met(published, it -> asDocumented(OTHER, "people/postcode", it)));
    assertEquals(Set.of(), met(published, it -> asDocumented(SECRET, "people/work", it)));
    // With the secret it is done at once, which shows that the guesses were made in the right way.
    assertEquals(
        Set.copyOf(postcodes), met(published, it -> asDocumented(SECRET, "people/postcode", it)));
  }

  /** The postcodes whose guess is among the pseudonyms. */
  private static Set<String> met(Set<String> published, UnaryOperator<String> guess) {
    return IntStream.range(0, 100_000)
        .mapToObj("%05d"::formatted)
        .filter(postcode -> published.contains(guess.apply(postcode)))
        .collect(toSet());
  }

  private static String asDocumented(String secret, String domain, String value) {
    byte[] info = fields("weir/pseudonymize/1", "hmac", domain);
    byte[] extracted = hmac(new byte[32], bytes(secret));
    ByteBuffer expanding = ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1);
    return base32(hmac(hmac(extracted, expanding.array()), fields(domain, value)));
  }

  private static byte[] fields(String... all) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (String field : all) {
      byte[] bytes = bytes(field);
      joined.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      joined.writeBytes(bytes);
    }
    return joined.toByteArray();
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 130; bit += 5) {
      int value = 0;
      for (int i = bit; i < bit + 5; i++) {
        value = value << 1 | bytes[i / 8] >> 7 - i % 8 & 1;
      }
      text.append("abcdefghijklmnopqrstuvwxyz234567".charAt(value));
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void numbers_of_the_same_form_are_not_found_with_another_key_and_too_few_digits_are_refused()
      throws IOException {
    String form = ", \"form\": \"format-preserving\", \"alphabet\": \"digits\"";
    String table =
        people("{\"name\": \"postcode\"}", "{\"name\": \"card\", " + pseudonyms(form) + "}");
    List<String> cards = column(publish(table), "card");
    assertEquals(postcodes.size(), Set.copyOf(cards).size());
    assertTrue(cards.stream().allMatch(card -> card.matches("\\d{8}")));
    releases.secret("people", 2, OTHER);
    List<String> guessed = column(publish(table), "card");
    long met =
        IntStream.range(0, cards.size())
            .filter(person -> cards.get(person).equals(guessed.get(person)))
            .count();
    Luck.assertNoBetterThan(1e-8, met, cards.size(), "with another key");

    WeirException few = assertThrows(WeirException.class, () -> publish(named(form)));
    assertTrue(few.getMessage().contains("fewer than 6 characters"), few::getMessage);
    assertFalse(postcodes.stream().anyMatch(few.getMessage()::contains), few::getMessage);
  }

  /** Known: how many persons live where. */
  @Test
  void how_often_a_pseudonym_occurs_tells_its_value_and_that_was_warned_of() throws IOException {
    Release release =
        publish(
            people(
                "{\"name\": \"postcode\", \"role\": \"quasi-identifying\", "
                    + pseudonyms("")
                    + "}"));
    assertTrue(release.warns("how often each occurs stays"));
    List<String> pseudonyms = column(release, "postcode");
    List<String> ranked =
        pseudonyms.stream().collect(groupingBy(it -> it, counting())).entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .map(Map.Entry::getKey)
            .toList();
    for (int person = 0; person < postcodes.size(); person++) {
      int rank = ranked.indexOf(pseudonyms.get(person)) + 1;
      assertEquals(postcodes.get(person), postcode(rank), "found by frequency alone");
    }
    assertFalse(publish(named("")).warns("how often"), "not of a column that nobody may know");
  }

  @Test
  void the_same_value_has_unrelated_pseudonyms_in_two_domains_unless_one_is_declared()
      throws IOException {
    Release apart = publish(people(home(""), work("")));
    Set<String> both = new HashSet<>(column(apart, "postcode"));
    both.retainAll(new HashSet<>(column(apart, "work")));
    assertEquals(Set.of(), both);
    String domain = ", \"domain\": \"postcodes\"";
    Release one = publish(people(home(domain), work(domain)));
    assertEquals(column(one, "postcode"), column(one, "work"), "joined, as the document says");
  }

  private static String home(String terms) {
    return "{\"name\": \"postcode\", " + pseudonyms(terms) + "}";
  }

  private static String work(String terms) {
    return "{\"name\": \"work\", " + pseudonyms(terms) + "}";
  }

  private Release publish(String table) throws IOException {
    return releases.publish(0, "1", table);
  }

  private static List<String> column(Release release, String name) {
    return release.table("people").stream().map(it -> it.get(name)).toList();
  }

  private static String named(String terms) {
    return people(home(terms));
  }

  private static String pseudonyms(String terms) {
    return "\"anonymize\": {\"method\": \"pseudonymize\", \"secret\": \"people\"" + terms + "}";
  }

  private static String people(String... columns) {
    return """
    {"url": "people", "collect": [{"source": "s", "file": "people.csv"}],
     "tableSchema": {"columns": [%s]}}
    """
        .formatted(String.join(",\n", columns));
  }
}
