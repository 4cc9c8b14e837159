package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody knows which record is whose, and which values are permuted with which. */
class PermutedGroupsIT {
  private static final int K = 5;
  private static final int SEEDS = 48;

  @TempDir private Path folder;

  private Releases releases;
  private Register register;

  @BeforeEach
  void write() throws IOException {
    releases = new Releases(folder);
    register = new Register(releases);
  }

  @AfterEach
  void close() {
    releases.close();
  }

  @Test
  void a_value_that_is_permuted_among_k_is_its_records_own_no_more_often_than_one_in_k()
      throws IOException {
    String among =
        "{\"name\": \"serial\", \"datatype\": \"integer\", \"anonymize\":"
            + " {\"method\": \"permute-groups\", \"k\": "
            + K
            + ", \"e\": 0}}";
    assertNoBetter(Register.table("", among), K);
  }

  /** Ten persons have an age, each with a serial of their own. */
  @Test
  void a_value_that_is_permuted_within_an_age_is_its_records_own_no_more_often_than_one_in_ten()
      throws IOException {
    assertNoBetter(
        Register.table(
            "\"anonymization\": [{\"method\": \"permute\", \"columns\": [\"serial\"],"
                + " \"within\": [\"age\"]}],",
            "{\"name\": \"age\", \"datatype\": \"integer\"}",
            "{\"name\": \"serial\"}"),
        10);
  }

  /** One person a table, so that guesses are independent of each other. */
  private void assertNoBetter(String table, int group) throws IOException {
    long first = 0;
    long next = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Map<String, String>> records = releases.publish(seed, "1", table).table("people");
      assertEquals(Register.PERSONS, records.size());
      int place = seed * 37 % Register.PERSONS;
      String own = register.person(place).serial();
      first += records.get(place).get("serial").equals(own) ? 1 : 0;
      int alike = (place + 40) % Register.PERSONS;
      next += records.get(alike).get("serial").equals(own) ? 1 : 0;
    }
    Luck.assertNoBetterThan(1.0 / group, first, SEEDS, "at the record itself");
    Luck.assertNoBetterThan(1.0 / group, next, SEEDS, "at another of the same age");
  }
}
