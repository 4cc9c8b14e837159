package io.weir.engine.oracle;

import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Reference;
import io.weir.engine.oracle.ModuleCase.Table;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How many modules something happened in, so that the generator cannot quietly become trivial. */
final class Distribution {
  /** Something that happens, and in how many of a thousand modules it must at least. */
  private enum Event {
    FAILED(10, (module, outcome) -> !outcome.failures().isEmpty()),
    TYPE_VIOLATION_DROPPED(150, rule("TYPE_VIOLATION_DROPPED")),
    TYPE_VIOLATION_EMPTIED(150, rule("TYPE_VIOLATION_EMPTIED")),
    EMPTY_PASSED(300, rule("EMPTY_PASSED")),
    EMPTY_REPLACED(150, rule("EMPTY_REPLACED")),
    EMPTY_DROPPED(300, rule("EMPTY_DROPPED")),
    OUT_OF_RANGE_CLAMPED(150, rule("OUT_OF_RANGE_CLAMPED")),
    OUT_OF_RANGE_DROPPED(150, rule("OUT_OF_RANGE_DROPPED")),
    EXTRA_FIELDS(150, rule("EXTRA_FIELD_IGNORED")),
    TOO_FEW_RECORDS(100, rule("TOO_FEW_RECORDS")),
    OTHER_FIELD_NAMES(
        150, (module, outcome) -> shapes(module).anyMatch(it -> !it.fields().isEmpty())),
    MISSING_COLUMNS(
        100, (module, outcome) -> shapes(module).anyMatch(it -> !it.missing().isEmpty())),
    KEY_CONFLICTS(300, rule("KEY_CONFLICT")),
    KEY_CONFLICTS_DROPPED(200, rule("KEY_CONFLICT_DROPPED")),
    KEYS_RENEWED(150, rule("KEY_RENEWED")),
    REFERENCES_FOLLOWED(30, rule("REFERENCE_FOLLOWED")),
    ORPHANS(200, rule("ORPHAN_DROPPED")),
    ORPHANS_OF_TWO_ROUNDS(80, (module, outcome) -> outcome.rounds() >= 2),
    ORPHANS_OF_THREE_ROUNDS(20, (module, outcome) -> outcome.rounds() >= 3),
    KEYS_EXHAUSTED(2, failure("KEYS_EXHAUSTED")),
    COLUMN_MISSING(3, failure("COLUMN_MISSING")),
    TOO_FEW_RECORDS_FAIL(3, failure("TOO_FEW_RECORDS")),
    EXCLUSIVE_BOUNDS(
        100, column(it -> it.bounds().withoutMinimum() || it.bounds().withoutMaximum())),
    EXCLUSIVE_BOUNDS_CLAMP(
        30,
        column(it ->
            (it.bounds().withoutMinimum() || it.bounds().withoutMaximum())
                && it.bounds().onOutOfRange().equals("clamp"))),
    LENGTHS(80, column(it -> it.facets().limitLengths())),
    FORMATS(300, column(it -> !it.facets().format().isEmpty())),
    FORMATS_OF_TIMES(30, column(it -> it.type() == Type.TIME && !it.facets().format().isEmpty())),
    FORMATS_OF_DATETIMES(
        30, column(it -> it.type() == Type.DATETIME && !it.facets().format().isEmpty())),
    PERCENTS(30, column(it -> it.facets().format().endsWith("%"))),
    EXPONENTS(10, column(it -> it.facets().format().endsWith("E+00"))),
    FORMATS_OF_KEYS(100, Event::hasFormattedKey),
    NARROW_TYPES(200, column(it -> Form.hasLimits(it.datatype()))),
    FIELD_RULES(250, (module, outcome) -> !RulesSplit.of(module).rules().isEmpty()),
    KEY_THAT_FOLLOWS_A_KEY(
        20, (module, outcome) -> references(module).anyMatch(Link::isBetweenKeys)),
    RECORDS_STAY(600, (module, outcome) -> stays(outcome)),
    REFERENCE_TO_ITSELF(50, (module, outcome) -> references(module).anyMatch(Link::isToItself)),
    REFERENCE_TO_NO_KEY(80, (module, outcome) -> references(module).anyMatch(Link::isToNoKey)),
    CYCLE_OF_TABLES(30, (module, outcome) -> references(module).anyMatch(Link::hasWayBack));

    private final int leastPerMille;
    private final BiPredicate<ModuleCase, Outcome> happened;

    Event(int leastPerMille, BiPredicate<ModuleCase, Outcome> happened) {
      this.leastPerMille = leastPerMille;
      this.happened = happened;
    }

    private static BiPredicate<ModuleCase, Outcome> rule(String rule) {
      return (module, outcome) -> outcome.failures().isEmpty() && outcome.total(rule) > 0;
    }

    private static BiPredicate<ModuleCase, Outcome> failure(String code) {
      return (module, outcome) ->
          outcome.failures().stream().anyMatch(failure -> failure.startsWith(code));
    }

    private static BiPredicate<ModuleCase, Outcome> column(Predicate<Column> is) {
      return (module, outcome) ->
          module.tables().stream().flatMap(table -> table.columns().stream()).anyMatch(is);
    }

    private static boolean hasFormattedKey(ModuleCase module, Outcome outcome) {
      return module.tables().stream()
          .anyMatch(table ->
              table
                  .primaryKey()
                  .filter(key -> !table.column(key).facets().format().isEmpty())
                  .isPresent());
    }

    private static Stream<ModuleCase.Shape> shapes(ModuleCase module) {
      return module.tables().stream()
          .flatMap(table -> table.sources().stream())
          .map(ModuleCase.Source::shape);
    }

    private static boolean stays(Outcome outcome) {
      return outcome.failures().isEmpty()
          && outcome.records().values().stream()
              .flatMap(List::stream)
              .anyMatch(it -> !it.isEmpty());
    }

    private static Stream<Link> references(ModuleCase module) {
      return module.tables().stream()
          .flatMap(table ->
              table.columns().stream()
                  .flatMap(column ->
                      column.references().stream()
                          .map(reference -> new Link(module, table, column, reference))));
    }
  }

  private record Link(ModuleCase module, Table child, Column column, Reference reference) {
    private Table parent() {
      return module.tables().stream()
          .filter(table -> table.name().equals(reference.table()))
          .findFirst()
          .orElseThrow();
    }

    boolean isToItself() {
      return parent() == child;
    }

    boolean isBetweenKeys() {
      return !isToNoKey() && child.primaryKey().equals(Optional.of(column.name()));
    }

    boolean isToNoKey() {
      return !parent().primaryKey().equals(Optional.of(reference.column()));
    }

    boolean hasWayBack() {
      return !isToItself()
          && parent().columns().stream()
              .map(Column::references)
              .flatMap(Optional::stream)
              .anyMatch(back -> back.table().equals(child.name()));
    }
  }

  private final Map<Event, Integer> counts = new EnumMap<>(Event.class);
  private int modules;

  void add(ModuleCase module, Outcome outcome) {
    modules++;
    for (Event event : Event.values()) {
      if (event.happened.test(module, outcome)) {
        counts.merge(event, 1, Integer::sum);
      }
    }
  }

  int modules() {
    return modules;
  }

  /** The events that happened too seldom. */
  List<Event> tooRare() {
    return Stream.of(Event.values())
        .filter(
            event -> counts.getOrDefault(event, 0) * 1000L < (long) event.leastPerMille * modules)
        .toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("of " + modules + " modules");
    for (Event event : Event.values()) {
      text.append(
          "\n  %5.1f %% %s"
              .formatted(
                  100.0 * counts.getOrDefault(event, 0) / Math.max(1, modules),
                  event.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
    return text.toString();
  }
}
