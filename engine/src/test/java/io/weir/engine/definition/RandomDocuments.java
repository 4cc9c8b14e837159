package io.weir.engine.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Documents of many shapes: a sound core with terms taken from lists of which most are right, so
 * that some of the documents are right and some are not.
 */
final class RandomDocuments {
  private static final List<String> METADATA =
      List.of(
          "\"$schema\": \"./weir-v1.schema.json\"",
          "\"description\": \"\"",
          "\"license\": \"urn:a\"",
          "\"url\": \"http://example.org/ä\"",
          "\"url\": \"example\"",
          "\"creator\": \"C\"",
          "\"creator\": [\"C\", {\"name\": \"D\", \"url\": \"d\"}, []]",
          "\"creator\": {}",
          "\"keywords\": []",
          "\"keywords\": [\"a\", \"b\"]",
          "\"keywords\": 1",
          "\"previousVersion\": \"urn:b\"",
          "\"datePublished\": \"2026-11-01\"",
          "\"datePublished\": \"2026-11-01 10:00\"",
          "\"datePublished\": \"1.11.2026\"",
          "\"upload\": {\"connection\": \"w\"}",
          "\"upload\": {\"connection\": \"w.x-y_z\", \"protocol\": \"rewrite\", \"bump\": \"patch\"}",
          "\"upload\": {\"script\": \"a/b.json\"}",
          "\"upload\": {\"script\": \"a/b.sh\"}",
          "\"upload\": {}");
  private static final List<String> SOURCES =
      List.of(
          "{\"source\": \"s\", \"file\": \"t.csv\"}",
          "{\"source\": \"s-1\", \"file\": \"ä/t.csv\", \"delimiter\": \"\\t\", \"quote\": \"'\"}",
          "{\"source\": \"s\", \"file\": \"t\", \"format\": \"csv\", \"header\": [\"c0\", \"\"]}",
          "{\"source\": \"S_\", \"connection\": \"ä.1\", \"query\": \"select\"}",
          "{\"source\": \"s\", \"connection\": \"1\", \"table\": \"a.b\", \"idleTimeout\": \"pt1s\"}",
          "{\"source\": \"s\", \"connection\": \"1\"}",
          "{\"source\": \"s\", \"script\": \"a/b.py\", \"idleTimeout\": \"P0DT1H0.5S\"}",
          "{\"source\": \"s\", \"script\": \"..a/b..\", \"connection\": \"x\"}",
          "{\"source\": \"s\", \"script\": \"../b\"}",
          "{\"source\": \"s\", \"script\": \"b\", \"file\": \"c\"}",
          "{\"source\": \"s\", \"query\": \"select\"}",
          "{\"source\": \"s\", \"file\": \"t\", \"delimiter\": \"||\"}",
          "{\"source\": \"1\", \"file\": \"t\"}");
  private static final List<String> TYPED =
      List.of(
          "\"titles\": \"T\"",
          "\"datatype\": \"anyURI\"",
          "\"datatype\": \"integer\", \"onEmpty\": \"replace\", \"default\": \"+1\"",
          "\"datatype\": \"integer\", \"onEmpty\": \"replace\", \"default\": 1",
          "\"datatype\": \"boolean\", \"onEmpty\": \"replace\", \"default\": true",
          "\"datatype\": \"json\"",
          "\"datatype\": {}",
          "\"datatype\": {\"base\": \"double\", \"minimum\": \"-INF\"}, \"onOutOfRange\": \"clamp\"",
          "\"datatype\": {\"base\": \"date\", \"maximum\": \"2000-01-01\"}, \"onOutOfRange\": \"drop\"",
          "\"datatype\": {\"minimum\": \"a\", \"maximum\": \"b\"}, \"onOutOfRange\": \"drop\"",
          "\"datatype\": {\"base\": \"decimal\", \"minimum\": 1e2}",
          "\"datatype\": {\"base\": \"binary\"}, \"onOutOfRange\": \"drop\"",
          "\"datatype\": \"text\"",
          "\"default\": \"x\"",
          "\"onEmpty\": \"replace\"");
  private static final List<String> MORE =
      List.of(
          "\"null\": []",
          "\"null\": \"\\u0000\"",
          "\"null\": [\"\", \"NA\"]",
          "\"null\": null",
          "\"onTypeViolation\": \"empty\"",
          "\"onTypeViolation\": \"warn\"",
          "\"role\": \"quasi-identifying\"",
          "\"personalData\": [\"pd:Age\"]",
          "\"personalData\": []",
          "\"description\": \"D\"",
          "\"description\": 1",
          "\"anonymize\": {\"method\": \"drop-column\"}",
          "\"anonymize\": {\"method\": \"mask\", \"keep\": 2}",
          "\"anonymize\": {\"method\": \"mask\", \"keep\": null}",
          "\"references\": \"t0/c0\"",
          "\"references\": \"t0/c0\", \"onParentGone\": \"cascade\"",
          "\"onParentGone\": \"null\"",
          "\"required\": true");
  private static final List<String> PROMISES =
      List.of(
          "\"anonymization\": [{\"method\": \"shuffle\", \"columns\": [\"c0\"]}]",
          "\"anonymization\": [{\"method\": \"shuffle\"}, {\"method\": \"jitter\"}]",
          "\"anonymization\": [{\"method\": \"outliers\", \"columns\": [\"c0\"], \"x\": {}}]",
          "\"anonymization\": {\"method\": \"shuffle\"}",
          "\"anonymization\": []",
          "\"privacyModel\": {\"k\": 2, \"maxSuppressed\": 1, \"suppress\": \"record\"}",
          "\"privacyModel\": {\"k\": 1, \"diversity\": [], \"search\": \"mondrian\"}",
          "\"privacyModel\": {\"closeness\": [{\"column\": \"c1\", \"t\": 0.20}], \"joined\": []}",
          "\"privacyModel\": {\"population\": {\"table\": \"t1\", \"presence\": [0, 1.0]}}",
          "\"privacyModel\": {\"k\": 1000000, \"levels\": {}, \"timeLimit\": \"PT1M\"}",
          "\"privacyModel\": {}",
          "\"onPersonalData\": \"refuse\"");
  private static final List<String> NAMES = List.of("", "", "", "é x\\\"y/~", "a\\nb", "\\u200b");

  private RandomDocuments() {}

  static Arbitrary<String> documents() {
    return Arbitraries.randomValue(RandomDocuments::document);
  }

  private static String document(Random random) {
    List<String> members =
        new ArrayList<>(
            List.of(
                "\"@context\": \"https://w3id.org/weir/v1\"",
                "\"id\": \"urn:example\"",
                "\"type\": \"DataModule\"",
                "\"name\": \"example\"",
                "\"version\": \"1.0.0-rc.1+b\""));
    if (random.nextInt(20) == 0) {
      members.remove(random.nextInt(members.size()));
    }
    members.addAll(some(random, METADATA, 1));
    List<String> tables = new ArrayList<>();
    for (int table = 0; table < 1 + random.nextInt(2); table++) {
      tables.add(table(random, table));
    }
    members.add("\"tables\": [" + String.join(", ", tables) + "]");
    return object(members);
  }

  private static String table(Random random, int number) {
    List<String> schema = new ArrayList<>();
    if (random.nextBoolean()) {
      schema.add(random.nextBoolean() ? "\"primaryKey\": \"c0\"" : "\"primaryKey\": [\"c0\"]");
      if (random.nextInt(10) > 0) {
        schema.add("\"onKeyConflict\": \"new-keys\"");
      }
    }
    List<String> columns =
        new ArrayList<>(List.of("{\"name\": \"c0\", \"datatype\": \"integer\"}"));
    for (int column = 1; column < 1 + random.nextInt(3); column++) {
      List<String> terms = new ArrayList<>();
      terms.add("\"name\": \"c" + column + one(random, NAMES) + "\"");
      terms.addAll(some(random, TYPED, 1));
      terms.addAll(some(random, MORE, 1));
      columns.add(object(terms));
    }
    schema.add("\"columns\": [" + String.join(", ", columns) + "]");
    List<String> members =
        new ArrayList<>(
            List.of(
                "\"url\": \"t" + number + "\"",
                "\"collect\": [" + one(random, SOURCES) + "]",
                "\"tableSchema\": " + object(schema)));
    if (random.nextInt(4) == 0) {
      members.addAll(some(random, PROMISES, 1));
    }
    return object(members);
  }

  private static List<String> some(Random random, List<String> all, int most) {
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      some.add(one(random, all));
    }
    return some;
  }

  private static String one(Random random, List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static String object(List<String> members) {
    return "{" + String.join(", ", members) + "}";
  }
}
