package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Records;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Joined;
import io.weir.engine.definition.PrivacyModel.Metric;
import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.ColumnRole;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Random people, their homes, and streets that have a privacy model of their own; and by brute
 * force, what the best solution for the people is.
 */
final class JoinedCase {
  /** One of the people: two quasi-identifiers with levels. */
  record Person(int id, @Nullable String first, @Nullable String second) {}

  /** A home of a person, which may not be there, in a street. */
  record Home(@Nullable Integer person, int street, @Nullable String zip, String kind) {}

  final int k;
  final double maxSuppressed;
  final Search search;
  final Metric metric;
  final boolean joins;
  final boolean joinsKinds;
  final boolean alternates;
  final boolean zaps;
  final ChildPolicy onPersonGone;
  final List<Person> people = new ArrayList<>();
  final List<Home> homes = new ArrayList<>();
  final int streets;

  JoinedCase(Random random, Search search, boolean joins) {
    this.search = search;
    this.joins = joins;
    k = 2 + random.nextInt(2);
    maxSuppressed = List.of(0.0, 0.2, 0.5, 1.0).get(random.nextInt(4));
    metric = random.nextBoolean() ? Metric.LOSS : Metric.DISCERNIBILITY;
    joinsKinds = random.nextBoolean();
    alternates = random.nextInt(3) == 0;
    zaps = random.nextBoolean();
    onPersonGone = random.nextBoolean() ? ChildPolicy.CASCADE : ChildPolicy.NULL;
    streets = 1 + random.nextInt(4);
    int persons = 1 + random.nextInt(24);
    for (int id = 0; id < persons; id++) {
      people.add(new Person(id, text(random, 2), text(random, 2)));
    }
    for (int i = random.nextInt(3 * persons); i > 0; i--) {
      homes.add(
          new Home(
              random.nextInt(9) == 0 ? null : (Integer) random.nextInt(persons),
              random.nextInt(streets),
              random.nextInt(9) == 0 ? null : random.nextBoolean() ? "y" : "z",
              random.nextInt(4) == 0 ? "work" : "home"));
    }
  }

  private static @Nullable String text(Random random, int letters) {
    return random.nextInt(12) == 0
        ? null
        : "" + (char) ('a' + random.nextInt(letters)) + (char) ('a' + random.nextInt(letters));
  }

  void deliver(Path folder) throws IOException {
    StringBuilder persons = new StringBuilder();
    for (Person person : people) {
      persons.append(
          "{\"id\":%d,\"first\":%s,\"second\":%s}\n"
              .formatted(person.id(), json(person.first()), json(person.second())));
    }
    StringBuilder lived = new StringBuilder();
    for (Home home : homes) {
      lived.append(
          "{\"person\":%s,\"street\":%d,\"zip\":%s,\"kind\":\"%s\"}\n"
              .formatted(home.person(), home.street(), json(home.zip()), home.kind()));
    }
    StringBuilder all = new StringBuilder();
    for (int street = 0; street < streets; street++) {
      all.append("{\"id\":%d,\"length\":\"%s\"}\n".formatted(street, street == 0 ? "a" : "b"));
    }
    Files.writeString(folder.resolve("people"), persons);
    Files.writeString(folder.resolve("homes"), lived);
    Files.writeString(folder.resolve("streets"), all);
  }

  private static String json(@Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  /**
   * People come first in the document, though their model is searched after that of the streets.
   */
  Plan plan() {
    List<Joined> joined = new ArrayList<>();
    if (joins) {
      joined.add(new Joined("homes", "zip", "person"));
      if (joinsKinds) {
        joined.add(new Joined("homes", "kind", "person"));
      }
    }
    TablePlan persons =
        table(
            "people",
            List.of(
                Records.column("id", ValueType.INTEGER),
                quasi("first", Optional.of("letters")),
                quasi("second", Optional.of("letters"))),
            List.of(),
            List.of(),
            Optional.of(model(k, maxSuppressed, search, metric, joined)));
    TablePlan lived =
        table(
            "homes",
            List.of(
                Records.column("person", ValueType.INTEGER),
                Records.column("street", ValueType.INTEGER),
                quasi("zip", alternates ? Optional.of("alternate") : Optional.empty()),
                quasi("kind", Optional.empty())),
            List.of(
                new ForeignKeyPlan("person", "people", "id", onPersonGone),
                new ForeignKeyPlan("street", "streets", "id", ChildPolicy.CASCADE)),
            zaps ? List.of(new Anonymization("zap", Parameters.none())) : List.of(),
            Optional.empty());
    TablePlan all =
        table(
            "streets",
            List.of(Records.column("id", ValueType.INTEGER), quasi("length", Optional.empty())),
            List.of(),
            List.of(),
            Optional.of(model(2, 1, Search.OPTIMAL, Metric.LOSS, List.of())));
    return new Plan("m", "town", "1.0.0", List.of(persons, lived, all), Optional.empty());
  }

  private static PrivacyModel model(
      int k, double maxSuppressed, Search search, Metric metric, List<Joined> joined) {
    PrivacyModel plain = PrivacyModel.ofK(k);
    return new PrivacyModel(
        k,
        List.of(),
        List.of(),
        Optional.empty(),
        BigDecimal.valueOf(maxSuppressed),
        plain.suppression(),
        metric,
        search,
        plain.empties(),
        Optional.empty(),
        Map.of(),
        joined);
  }

  private static ColumnPlan quasi(String name, Optional<String> method) {
    ColumnPlan plain = Records.column(name, ValueType.STRING);
    return new ColumnPlan(
        name,
        plain.type(),
        plain.facets(),
        plain.nullTokens(),
        plain.onEmpty(),
        plain.range(),
        plain.onTypeViolation(),
        method.map(it -> new Anonymization(it, Parameters.none())),
        Optional.of(ColumnRole.QUASI_IDENTIFYING));
  }

  private static TablePlan table(
      String name,
      List<ColumnPlan> columns,
      List<ForeignKeyPlan> keys,
      List<Anonymization> methods,
      Optional<PrivacyModel> model) {
    SourcePlan source =
        new SourcePlan(
            "town",
            0,
            new SourcePlan.Access.Connected("files", new Parameters(Map.of("file", name))),
            Duration.ofSeconds(30));
    Optional<KeyPlan> key =
        columns.getFirst().name().equals("id")
            ? Optional.of(new KeyPlan("id", "source-priority"))
            : Optional.empty();
    return new TablePlan(name, columns, List.of(source), key, keys, 0, methods, model);
  }

  /** What the homes that will be left tell of each person. */
  private Map<Integer, Map<String, Integer>> told() {
    Set<Integer> left = new HashSet<>();
    for (int street = 0; street < streets; street++) {
      boolean first = street == 0;
      long like = first ? 1 : streets - 1;
      if (like >= 2) {
        left.add(street);
      }
    }
    Map<Integer, Map<String, Integer>> told = new HashMap<>();
    for (int position = 0; position < homes.size(); position++) {
      Home home = homes.get(position);
      boolean zapped = zaps && home.zip() != null && home.zip().startsWith("z");
      if (home.person() != null && !zapped && left.contains(home.street())) {
        String zip =
            home.zip() == null ? "-" : home.zip() + (alternates && position % 2 == 1 ? "+" : "");
        told.computeIfAbsent(home.person(), _ -> new TreeMap<>())
            .merge(joinsKinds ? zip + "/" + home.kind() : zip, 1, Integer::sum);
      }
    }
    return told;
  }

  /** The metric's figure of the best solution, if there is any. */
  OptionalDouble best() {
    Map<Integer, Map<String, Integer>> told = told();
    OptionalDouble best = OptionalDouble.empty();
    for (int first = 0; first <= 2; first++) {
      for (int second = 0; second <= 2; second++) {
        OptionalDouble figure = figure(first, second, told);
        if (figure.isPresent() && (best.isEmpty() || figure.getAsDouble() < best.getAsDouble())) {
          best = figure;
        }
      }
    }
    return best;
  }

  private OptionalDouble figure(int first, int second, Map<Integer, Map<String, Integer>> told) {
    Map<List<Object>, List<Person>> classes = new HashMap<>();
    for (Person person : people) {
      List<Object> like =
          List.of(
              general(person.first(), first),
              general(person.second(), second),
              told.getOrDefault(person.id(), Map.of()));
      classes.computeIfAbsent(like, _ -> new ArrayList<>()).add(person);
    }
    List<Person> kept =
        classes.values().stream().filter(one -> one.size() >= k).flatMap(List::stream).toList();
    int suppressed = people.size() - kept.size();
    if (suppressed > Math.floor(maxSuppressed * people.size())) {
      return OptionalDouble.empty();
    }
    if (metric == Metric.DISCERNIBILITY) {
      double sum = (double) people.size() * suppressed;
      for (List<Person> one : classes.values()) {
        sum += one.size() >= k ? (double) one.size() * one.size() : 0;
      }
      return OptionalDouble.of(sum);
    }
    double product =
        (1 + loss(kept.stream().map(Person::first).toList(), first, values(true)))
            * (1 + loss(kept.stream().map(Person::second).toList(), second, values(false)));
    return OptionalDouble.of(Math.sqrt(product) - 1);
  }

  private static String general(@Nullable String text, int level) {
    return text == null ? "" : JoinedMethods.letters(text, level);
  }

  private Set<String> values(boolean first) {
    Set<String> values = new HashSet<>();
    people.forEach(person -> values.add(general(first ? person.first() : person.second(), 0)));
    return values;
  }

  /** By the share of the domain that a record's value may be; all of it if it is suppressed. */
  private double loss(List<@Nullable String> kept, int level, Collection<String> domain) {
    double sum = people.size() - kept.size();
    for (String text : kept) {
      long like =
          domain.stream()
              .filter(value ->
                  general(value.isEmpty() ? null : value, level).equals(general(text, level)))
              .count();
      sum += domain.size() == 1 ? 0 : (like - 1.0) / (domain.size() - 1);
    }
    return domain.size() == 1 ? 0 : sum / people.size();
  }

  /** How many published people there are in the smallest class. */
  int smallest(List<List<String>> published, List<List<String>> homesLeft) {
    Map<String, Map<String, Integer>> told = new HashMap<>();
    for (List<String> home : homesLeft) {
      if (home.get(0) != null) {
        told.computeIfAbsent(home.get(0), _ -> new TreeMap<>())
            .merge(home.get(2) + (joinsKinds ? "/" + home.get(3) : ""), 1, Integer::sum);
      }
    }
    Map<List<Object>, Integer> classes = new HashMap<>();
    for (List<String> person : published) {
      classes.merge(
          List.of(
              "" + person.get(1), "" + person.get(2), told.getOrDefault(person.get(0), Map.of())),
          1,
          Integer::sum);
    }
    return classes.values().stream().mapToInt(Integer::intValue).min().orElse(Integer.MAX_VALUE);
  }
}
