package io.weir.engine.main;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Persons that versions of a module tell of: ten of each age, ten of each postcode, one of both.
 */
final class Register {
  static final int PERSONS = 400;

  private final Releases releases;
  private final List<Person> persons = new ArrayList<>();

  /**
   * @param serial tells which record is whose; it is nobody's business
   */
  record Person(
      String key,
      int age,
      String postcode,
      String cause,
      int salary,
      LocalDate born,
      String smokes,
      String serial) {}

  Register(Releases releases) throws IOException {
    this.releases = releases;
    SplittableRandom random = new SplittableRandom(23);
    for (int i = 0; i < PERSONS; i++) {
      persons.add(
          new Person(
              Integer.toString(1_000 + i),
              20 + i % 40,
              Integer.toString(10_000 + i / 10),
              "cause " + random.nextInt(40),
              1_000 + 10 * random.nextInt(500),
              LocalDate.of(1960, 1, 1).plusDays(random.nextInt(15_000)),
              random.nextBoolean() ? "yes" : "no",
              Integer.toString(random.nextInt(1 << 20) * PERSONS + i)));
    }
    write(persons);
    releases.secret("people", 1, "thirty-two bytes that nobody has");
  }

  /** In the order of the source. */
  List<Person> persons() {
    return List.copyOf(persons);
  }

  Person person(int place) {
    return persons.get(place);
  }

  /** Makes these all that is collected from now on. */
  void write(List<Person> some) throws IOException {
    releases.source(
        "people.csv",
        "key,age,postcode,cause,salary,born,smokes,serial",
        some.stream()
            .map(it ->
                String.join(
                    ",",
                    it.key(),
                    Integer.toString(it.age()),
                    it.postcode(),
                    it.cause(),
                    Integer.toString(it.salary()),
                    it.born().toString(),
                    it.smokes(),
                    it.serial()))
            .toList());
  }

  /** A table with no more columns than these. */
  static String table(String terms, String... columns) {
    return """
    {"url": "people", "collect": [{"source": "s", "file": "people.csv"}], %s
     "tableSchema": {"columns": [%s]}}
    """
        .formatted(terms, String.join(",\n", columns));
  }

  /** The same with a primary key that has a pseudonym. */
  static String keyed(String terms, String column) {
    return table(
            terms,
            "{\"name\": \"key\","
                + " \"anonymize\": {\"method\": \"pseudonymize\", \"secret\": \"people\"}}",
            column)
        .replace(
            "\"tableSchema\": {",
            "\"tableSchema\": {\"primaryKey\": \"key\", \"onKeyConflict\": \"drop-all\", ");
  }
}
