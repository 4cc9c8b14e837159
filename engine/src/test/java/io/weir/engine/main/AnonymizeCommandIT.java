package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir anonymize} on a file of a person's own. */
class AnonymizeCommandIT {
  private static final String RULES =
      """
      { "columns": {
          "name": { "role": "identifying", "anonymize": { "method": "drop-column" } },
          "age": { "role": "quasi-identifying", "anonymize": { "method": "generalize",
            "hierarchy": { "intervals": { "origin": 0, "widths": [5, 10, 20, 40] } } } },
          "postcode": { "role": "quasi-identifying", "anonymize": { "method": "generalize",
            "hierarchy": { "file": "postcodes.csv" } } } },
        "privacyModel": { "k": %s, "maxSuppressed": %s, "suppress": "values" } }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(3);
    StringBuilder people = new StringBuilder("name,age,postcode,diagnosis\n");
    StringBuilder postcodes = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      people.append(
          "Name %d,%d,1%d%d,%s\n"
              .formatted(
                  i,
                  18 + random.nextInt(70),
                  random.nextInt(4),
                  random.nextInt(10),
                  random.nextBoolean() ? "flu" : "cold"));
    }
    for (int code = 100; code < 140; code++) {
      postcodes.append("%d;%d*;1**;*\n".formatted(code, code / 10));
    }
    Files.writeString(folder.resolve("people.csv"), people);
    Files.writeString(folder.resolve("postcodes.csv"), postcodes);
  }

  @Test
  void a_file_becomes_k_anonymous_and_the_way_there_is_told() throws IOException {
    Files.writeString(folder.resolve("rules.json"), RULES.formatted(5, "0.05"));
    Spoken done = anonymize();
    assertEquals(0, done.code(), done.out() + done.err());
    assertTrue(done.out().contains("400 records read"), done.out());
    assertTrue(done.out().contains("proven optimal"), done.out());
    assertTrue(done.out().contains("How likely a person is found"), done.out());
    List<String> lines = Files.readAllLines(folder.resolve("people.anonymous.csv"));
    assertEquals("age,postcode,diagnosis", lines.getFirst());
    assertEquals(401, lines.size());
    Map<String, Long> classes =
        lines.stream()
            .skip(1)
            .map(line -> line.substring(0, line.lastIndexOf(',')))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long starred = classes.getOrDefault("*,*", 0L);
    assertTrue(starred <= 20, () -> starred + " of 400");
    classes.remove("*,*");
    assertTrue(classes.values().stream().allMatch(size -> size >= 5), classes::toString);
    assertTrue(classes.size() > 3, classes::toString);
    assertFalse(Files.readString(folder.resolve("people.anonymous.csv")).contains("Name"));

    Spoken again = anonymize();
    assertEquals(1, again.code());
    assertTrue(again.err().contains("is there already"), again.err());
    assertTrue(again.err().contains("--force"), again.err());
  }

  @Test
  void texts_that_repeat_a_dropped_name_are_counted() throws IOException {
    List<String> people = Files.readAllLines(folder.resolve("people.csv"));
    StringBuilder noted = new StringBuilder(people.getFirst()).append(",note\n");
    for (String person : people.subList(1, people.size())) {
      String name = person.substring(0, person.indexOf(','));
      noted
          .append(person)
          .append(name.endsWith("7") ? ",met " + name : ",came by foot")
          .append('\n');
    }
    Files.writeString(folder.resolve("people.csv"), noted);
    Files.writeString(folder.resolve("rules.json"), RULES.formatted(5, "0.05"));
    Spoken done = anonymize();
    assertEquals(0, done.code(), done.out() + done.err());
    assertTrue(done.out().contains("40 (10.0 %) texts of people/note"), done.out());
    assertTrue(done.err().contains("may repeat what is hidden in column \"name\""), done.err());
  }

  @Test
  void a_promise_that_cannot_be_kept_writes_nothing() throws IOException {
    Files.writeString(folder.resolve("rules.json"), RULES.formatted(401, "0"));
    Spoken done = anonymize();
    assertEquals(1, done.code(), done.out());
    assertTrue(done.err().contains("WEIR-6006"), done.err());
    assertTrue(
        done.err().contains("would suppress 400 of 400 records, where 0 may be"), done.err());
    assertTrue(done.err().contains("do: "), done.err());
    assertFalse(Files.exists(folder.resolve("people.anonymous.csv")));
  }

  private Spoken anonymize() {
    return Spoken.by(
        "anonymize",
        folder.resolve("people.csv").toString(),
        "--rules",
        folder.resolve("rules.json").toString());
  }
}
