package io.weir.engine.definition;

import io.weir.engine.definition.PrivacyDraft.JoinedDraft;
import io.weir.engine.definition.PrivacyDraft.Level;
import io.weir.engine.definition.PrivacyDraft.Target;
import io.weir.engine.definition.PrivacyModel.Closeness;
import io.weir.engine.definition.PrivacyModel.Distance;
import io.weir.engine.definition.PrivacyModel.Diversity;
import io.weir.engine.definition.PrivacyModel.Empties;
import io.weir.engine.definition.PrivacyModel.Joined;
import io.weir.engine.definition.PrivacyModel.Metric;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.PrivacyModel.Presence;
import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.definition.PrivacyModel.Suppression;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a table promises of itself. */
final class PrivacyModelReader {
  static final int LARGEST = 1_000_000;
  static final int HIGHEST_LEVEL = 1_000;
  private static final int MOST_ENTRIES = 100;
  private static final Duration LONGEST_SEARCH = Duration.ofHours(24);

  private enum DiversityWord {
    DISTINCT,
    ENTROPY,
    RECURSIVE
  }

  private static final Map<String, DiversityWord> DIVERSITIES =
      Map.of(
          "distinct", DiversityWord.DISTINCT,
          "entropy", DiversityWord.ENTROPY,
          "recursive", DiversityWord.RECURSIVE);
  private static final Map<String, Distance> DISTANCES =
      Map.of(
          "equal", Distance.EQUAL,
          "ordered", Distance.ORDERED,
          "hierarchical", Distance.HIERARCHICAL);
  private static final Map<String, Suppression> SUPPRESSIONS =
      Map.of("record", Suppression.RECORD, "values", Suppression.VALUES);
  private static final Map<String, Metric> METRICS =
      Map.of(
          "loss", Metric.LOSS,
          "discernibility", Metric.DISCERNIBILITY,
          "average-class-size", Metric.AVERAGE_CLASS_SIZE,
          "entropy", Metric.ENTROPY);
  private static final Map<String, Search> SEARCHES =
      Map.of("optimal", Search.OPTIMAL, "local", Search.LOCAL, "mondrian", Search.MONDRIAN);
  private static final Map<String, Empties> EMPTIES =
      Map.of("category", Empties.CATEGORY, "wildcard", Empties.WILDCARD, "refuse", Empties.REFUSE);

  private final Problems problems;
  private final BoundedNumbers numbers;
  private final List<Node.Text> sensitive = new ArrayList<>();
  private final List<Node.Text> byHierarchy = new ArrayList<>();

  PrivacyModelReader(Problems problems) {
    this.problems = problems;
    this.numbers = new BoundedNumbers(problems);
  }

  /**
   * The model of a table, if it has one; what could not be read of it is as if it were not said.
   */
  Optional<PrivacyDraft> read(Fields table) {
    return table
        .get("privacyModel")
        .flatMap(node -> Fields.of(node, "\"privacyModel\" of " + table.what(), problems))
        .map(this::model);
  }

  private PrivacyDraft model(Fields fields) {
    fields.allowOnly(Terms.PRIVACY_MODEL, Map.of());
    PrivacyModel standard = PrivacyModel.ofK(1);
    Map<String, Level> levels = levels(fields);
    List<JoinedDraft> joined = entries(fields, "joined", this::joined);
    Optional<Fields> population =
        fields
            .get("population")
            .flatMap(node -> Fields.of(node, "\"population\" of " + fields.what(), problems));
    Optional<Node.Text> registry =
        population.flatMap(it -> {
          it.allowOnly(Terms.POPULATION, Map.of());
          return it.requireText("table", "name the table of the population");
        });
    PrivacyModel model =
        new PrivacyModel(
            numbers.whole(fields, "k", 1, LARGEST).orElse(standard.k()),
            entries(fields, "diversity", this::diversity),
            entries(fields, "closeness", this::closeness),
            population.map(it -> population(it, registry)),
            numbers.between(fields, "maxSuppressed", 0, 1).orElse(standard.maxSuppressed()),
            fields.choice("suppress", SUPPRESSIONS).orElse(standard.suppression()),
            fields.choice("metric", METRICS).orElse(standard.metric()),
            fields.choice("search", SEARCHES).orElse(standard.search()),
            fields.choice("empties", EMPTIES).orElse(standard.empties()),
            SourcePolicies.duration(fields, "timeLimit", LONGEST_SEARCH, "24 hours", problems),
            levels.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().level())),
            joined.stream()
                .map(it -> new Joined(it.column().table(), it.column().column(), it.by().column()))
                .toList());
    return new PrivacyDraft(
        model, fields.object(), sensitive, byHierarchy, registry, levels, joined);
  }

  private Optional<Diversity> diversity(Fields entry) {
    Optional<Node.Text> column = sensitive(entry, Terms.DIVERSITY);
    if (!entry.has("model")) {
      problems.error(
          entry.object().place(),
          entry.what() + " has no \"model\"",
          "write \"distinct\", \"entropy\" or \"recursive\"");
    }
    Optional<DiversityWord> word = entry.choice("model", DIVERSITIES);
    if (column.isEmpty() || word.isEmpty()) {
      return Optional.empty();
    }
    entry.require("l", "say how diverse the values are at least");
    if (word.get() != DiversityWord.RECURSIVE && entry.has("c")) {
      problems.error(
          entry.object().nameOf("c"),
          "\"c\" of " + entry.what() + " is of no meaning to this model",
          "remove it, or write \"model\": \"recursive\"");
    }
    String name = column.get().text();
    return switch (word.get()) {
      case DISTINCT ->
          numbers.whole(entry, "l", 2, LARGEST).map(l -> new Diversity.Distinct(name, l));
      case ENTROPY ->
          numbers.above(entry, "l", 1, LARGEST).map(l -> new Diversity.Entropy(name, l));
      case RECURSIVE -> {
        entry.require("c", "say how often the most frequent value may occur");
        Optional<BigDecimal> c = numbers.above(entry, "c", 0, LARGEST);
        Optional<Integer> l = numbers.whole(entry, "l", 2, LARGEST);
        yield c.flatMap(found -> l.map(it -> new Diversity.Recursive(name, found, it)));
      }
    };
  }

  private Optional<Closeness> closeness(Fields entry) {
    Optional<Node.Text> column = sensitive(entry, Terms.CLOSENESS);
    entry.require("t", "say how far the values of a class may be from those of the table, 0 to 1");
    Optional<BigDecimal> t = numbers.between(entry, "t", 0, 1);
    Distance distance = entry.choice("distance", DISTANCES).orElse(Distance.EQUAL);
    if (distance == Distance.HIERARCHICAL) {
      column.ifPresent(byHierarchy::add);
    }
    return column.flatMap(name -> t.map(it -> new Closeness(name.text(), it, distance)));
  }

  private Optional<Node.Text> sensitive(Fields entry, Set<String> terms) {
    entry.allowOnly(terms, Map.of());
    Optional<Node.Text> column = entry.requireText("column", "name a sensitive column");
    column.ifPresent(sensitive::add);
    return column;
  }

  private Population population(Fields fields, Optional<Node.Text> table) {
    Optional<Integer> kMap = numbers.whole(fields, "kMap", 1, LARGEST);
    Optional<Presence> presence = fields.get("presence").flatMap(node -> presence(fields, node));
    if (!fields.has("kMap") && !fields.has("presence")) {
      problems.error(
          fields.object().place(),
          fields.what() + " promises nothing",
          "write \"kMap\", \"presence\" or both");
    }
    return new Population(table.map(Node.Text::text).orElse(""), kMap.orElse(1), presence);
  }

  private Optional<Presence> presence(Fields fields, Node node) {
    String what = "\"presence\" of " + fields.what();
    if (!(node instanceof Node.Arr(Place place, List<Node> bounds)) || bounds.size() != 2) {
      problems.error(
          node.place(), what + " is not a list of two numbers", "write it like [0.1, 0.9]");
      return Optional.empty();
    }
    Optional<BigDecimal> least = numbers.between(bounds.getFirst(), what, 0, 1);
    Optional<BigDecimal> greatest = numbers.between(bounds.getLast(), what, 0, 1);
    if (least.isEmpty() || greatest.isEmpty()) {
      return Optional.empty();
    }
    if (least.get().compareTo(greatest.get()) > 0) {
      problems.error(
          place, what + " has its least above its greatest", "write the smaller number first");
      return Optional.empty();
    }
    return Optional.of(new Presence(least.get(), greatest.get()));
  }

  private Map<String, Level> levels(Fields fields) {
    Map<String, Level> levels = new LinkedHashMap<>();
    String what = "\"levels\" of " + fields.what();
    fields
        .get("levels")
        .flatMap(node -> Fields.of(node, what, problems))
        .ifPresent(found ->
            found
                .object()
                .members()
                .forEach((column, node) ->
                    numbers
                        .whole(node, Wording.quote(column) + " of " + what, 0, HIGHEST_LEVEL)
                        .ifPresent(level ->
                            levels.put(column, new Level(level, found.object().nameOf(column))))));
    return levels;
  }

  private Optional<JoinedDraft> joined(Fields entry) {
    entry.allowOnly(Terms.JOINED, Map.of());
    String advice = "write it as \"table/column\"";
    Optional<Target> column =
        entry.requireText("column", advice).flatMap(text -> target(text, entry));
    Optional<Target> by = entry.requireText("by", advice).flatMap(text -> target(text, entry));
    return column.flatMap(found -> by.map(it -> new JoinedDraft(found, it)));
  }

  private Optional<Target> target(Node.Text text, Fields entry) {
    int slash = text.text().indexOf('/');
    if (slash < 1 || slash == text.text().length() - 1) {
      problems.error(
          text.place(),
          Wording.quote(text.text()) + " of " + entry.what() + " names no column of a table",
          "write it as \"table/column\"");
      return Optional.empty();
    }
    return Optional.of(
        new Target(
            text.place(), text.text().substring(0, slash), text.text().substring(slash + 1)));
  }

  /** The elements of a list that could be read. */
  private <T> List<T> entries(Fields fields, String name, Function<Fields, Optional<T>> read) {
    Optional<Node> node = fields.get(name);
    if (node.isEmpty()) {
      return List.of();
    }
    String what = Wording.quote(name) + " of " + fields.what();
    if (!(node.get() instanceof Node.Arr(Place place, List<Node> elements))) {
      problems.error(
          node.get().place(),
          what + " must be a list, not " + node.get().kind(),
          "write its entries in [ ]");
      return List.of();
    }
    if (elements.size() > MOST_ENTRIES) {
      problems.error(
          place,
          what + " has " + elements.size() + " entries; up to " + MOST_ENTRIES + " are possible",
          "promise less");
      return List.of();
    }
    return elements.stream()
        .flatMap(element -> Fields.of(element, "an entry of " + what, problems).stream())
        .flatMap(entry -> read.apply(entry).stream())
        .toList();
  }
}
