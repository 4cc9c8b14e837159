package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.dataplane.verify.ClassPromise.ClassId;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Empties;
import io.weir.engine.definition.PrivacyModel.Suppression;
import io.weir.spi.ColumnRole;
import io.weir.spi.PreparedMethod.OfLevels;
import io.weir.spi.PreparedMethod.OfRecords;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Recomputes what a privacy model promises of a table from the published values alone, and in the
 * same passes how likely somebody is found there; the latter also from the collected values.
 */
final class ClassCheck {
  private static final String ADVICE =
      "Nothing is published. Let the model be searched again, allow more to be suppressed, or make"
          + " its quasi-identifiers coarser; if a method after the search changes them, check the"
          + " order of the methods.";

  private final PreparedTable table;
  private final Stage before;
  private final Stage after;
  private final long recordsBefore;
  private final Path temporary;
  private final long budget;
  private final Optional<PrivacyModel> model;
  private final List<Findings.Violation> violations = new ArrayList<>();
  private int promises;

  /** A table, and those its model draws on, at one stage. */
  record Stage(TableRecords records, Optional<TableRecords> population, JoinedTables joined) {}

  /**
   * @param before as collected, after keys
   * @param after as published
   * @param recordsBefore how many records the table had when its model was searched
   */
  ClassCheck(
      PreparedTable table,
      Stage before,
      Stage after,
      long recordsBefore,
      Path temporary,
      long budget) {
    this.table = table;
    this.before = before;
    this.after = after;
    this.recordsBefore = recordsBefore;
    this.temporary = temporary;
    this.budget = budget;
    this.model = table.plan().privacyModel();
  }

  /** Whether there is anything to look at. */
  static boolean concerns(PreparedTable table) {
    boolean asked =
        table.plan().privacyModel().isPresent() || !table.plan().quasiIdentifiers().isEmpty();
    return asked && !table.output().columns().isEmpty();
  }

  Findings run() {
    TableRisk.Side collected = side(before, Stars.none(), false);
    List<String> quasi = quasi(after);
    Stars stars = Stars.of(after.records(), quasi, searched(quasi));
    TableRisk.Side published = side(after, stars, true);
    model.ifPresent(it -> suppressed(it, published));
    model.filter(it -> it.empties() == Empties.REFUSE).ifPresent(it -> empties(published));
    TableRisk risk =
        new TableRisk(
            table.plan().name(),
            after.population().map(it -> it.schema().name()),
            collected,
            published);
    return new Findings(
        table.plan().name(),
        promises,
        after.records().rows() * (quasi.size() + published.sensitive().size()),
        TableDigest.none(),
        violations,
        Optional.of(risk));
  }

  private List<String> quasi(Stage stage) {
    return table.plan().quasiIdentifiers().stream()
        .map(ColumnPlan::name)
        .filter(stage.records()::has)
        .toList();
  }

  /** The quasi-identifiers that a record loses when it is suppressed in place. */
  private List<String> searched(List<String> quasi) {
    boolean inPlace = model.filter(it -> it.suppression() == Suppression.VALUES).isPresent();
    return inPlace && !quasiIsChangedLater()
        ? table.columns().stream()
            .filter(column -> column.method().filter(OfLevels.class::isInstance).isPresent())
            .map(column -> column.plan().name())
            .filter(quasi::contains)
            .toList()
        : List.of();
  }

  private boolean quasiIsChangedLater() {
    List<String> all = table.plan().quasiIdentifiers().stream().map(ColumnPlan::name).toList();
    return table.steps().stream()
        .filter(step -> step.method() instanceof OfRecords)
        .map(step -> ((OfRecords) step.method()).output())
        .anyMatch(output ->
            output.removed().stream().anyMatch(all::contains)
                || output.columns().stream().anyMatch(column -> all.contains(column.name())));
  }

  private TableRisk.Side side(Stage stage, Stars stars, boolean promised) {
    List<String> quasi = quasi(stage);
    Optional<TableRecords> population =
        stage.population().filter(all -> quasi.stream().allMatch(all::has));
    ClassScan scan =
        new ClassScan(stage.records(), population, quasi, stage.joined(), stars, temporary, budget);
    ClassSizes sizes = new ClassSizes(thresholds());
    SizePromises onSizes = new SizePromises(promised ? model : Optional.empty());
    List<TableRisk.Column> columns =
        scan.sizes((high, low, size, persons) -> {
          if (size > 0) {
            sizes.add(size, persons);
          }
          onSizes.look(high, low, size, persons);
        });
    tell(onSizes.all(), stage, quasi, stars);
    List<TableRisk.Disclosure> sensitive = new ArrayList<>();
    for (String column : sensitive()) {
      if (stage.records().has(column)) {
        sensitive.add(disclosure(scan, column, stage, stars, promised));
      }
    }
    return new TableRisk.Side(
        columns,
        stage.records().rows(),
        stars.count(),
        sizes.classes(),
        sizes.smallest(),
        sizes.largest(),
        sizes.discernibility(stars.count()),
        sizes.prosecutor(),
        population.map(all -> sizes.journalist()),
        sizes.sizes(),
        sensitive);
  }

  private List<Integer> thresholds() {
    Set<Integer> thresholds = new TreeSet<>(TableRisk.THRESHOLDS);
    model.map(PrivacyModel::k).filter(k -> k > 1).ifPresent(thresholds::add);
    return List.copyOf(thresholds);
  }

  /** Columns with the role, and those the model speaks of, in document order. */
  private List<String> sensitive() {
    Set<String> named = new LinkedHashSet<>();
    model.ifPresent(it -> {
      it.diversity().forEach(diversity -> named.add(diversity.column()));
      it.closeness().forEach(closeness -> named.add(closeness.column()));
    });
    return table.plan().columns().stream()
        .filter(column ->
            column.role().equals(Optional.of(ColumnRole.SENSITIVE))
                || named.contains(column.name()))
        .map(ColumnPlan::name)
        .toList();
  }

  private TableRisk.Disclosure disclosure(
      ClassScan scan, String column, Stage stage, Stars stars, boolean promised) {
    Optional<Distribution> distribution = scan.distribution(column);
    Distances distances = new Distances(table, stage.records());
    List<ClassPromise> asPromised = new ArrayList<>();
    if (promised) {
      ValuePromises values = new ValuePromises(table, before.records(), after.records(), budget);
      asPromised.addAll(values.diversity(column));
      if (distribution.isPresent()) {
        asPromised.addAll(values.closeness(column, distances, distribution.get()));
      } else {
        violations.addAll(values.uncountable(column));
      }
    }
    DisclosureMeasure disclosure = new DisclosureMeasure();
    PrivacyModel.Distance ground = distances.declared(column);
    Optional<ClosenessMeasure> farthest =
        distribution.map(
            values -> new ClosenessMeasure(values, distances.of(column, ground, values), 1));
    scan.values(column, new Watched(disclosure, farthest, asPromised));
    tell(asPromised, stage, quasi(stage), stars);
    return disclosure.disclosure(
        column,
        farthest.map(ClosenessMeasure::greatest),
        distribution.map(values -> distances.name(column, ground, values)).orElse("equal"));
  }

  /** Shows a class to all that look at it. */
  private record Watched(
      DisclosureMeasure disclosure,
      Optional<ClosenessMeasure> farthest,
      List<ClassPromise> promises)
      implements Grouping.ClassVisitor {
    @Override
    public void value(long value, long count) {
      disclosure.value(value, count);
      farthest.ifPresent(measure -> measure.value(value, count));
      promises.forEach(promise -> promise.value(value, count));
    }

    @Override
    public void end(long high, long low, long size) {
      disclosure.end(size);
      farthest.ifPresent(measure -> measure.end(size));
      promises.forEach(promise -> promise.end(high, low, size));
    }
  }

  private void tell(List<ClassPromise> found, Stage stage, List<String> quasi, Stars stars) {
    boolean wildcard = model.filter(it -> it.empties() == Empties.WILDCARD).isPresent();
    for (ClassPromise promise : found) {
      promises++;
      List<ClassId> suspects = promise.suspects();
      if (wildcard
          && stage.joined().isEmpty()
          && promise.measure().isPresent()
          && !suspects.isEmpty()) {
        Wildcards.look(stage.records(), quasi, stars, suspects, promise.column())
            .ifPresent(hidden -> lookAgain(promise, suspects, hidden));
      }
      violations.addAll(promise.violations(table.plan().name(), ADVICE));
    }
  }

  private static void lookAgain(
      ClassPromise promise, List<ClassId> suspects, Map<ClassId, Wildcards.Hidden> hidden) {
    promise.acquit();
    for (ClassId suspect : suspects) {
      Wildcards.Hidden found = hidden.get(suspect);
      if (found == null || !found.keeps(promise.measure().orElseThrow())) {
        promise.broken(suspect.high(), suspect.low(), found == null ? 0 : found.own());
      }
    }
  }

  private void suppressed(PrivacyModel model, TableRisk.Side published) {
    promises++;
    boolean inPlace = model.suppression() == Suppression.VALUES;
    long all = inPlace ? published.records() : recordsBefore;
    long gone = inPlace ? published.starred() : recordsBefore - published.records();
    if (BigDecimal.valueOf(gone).compareTo(model.maxSuppressed().multiply(BigDecimal.valueOf(all)))
        > 0) {
      violations.add(
          new Findings.Violation(
              table.plan().name(),
              "",
              "suppression limit",
              gone,
              "records of %s are suppressed, more than %s of %d"
                  .formatted(table.plan().name(), model.maxSuppressed().toPlainString(), all),
              "Allow more by \"maxSuppressed\", or make the quasi-identifiers coarser."));
    }
  }

  private void empties(TableRisk.Side published) {
    for (TableRisk.Column column : published.columns()) {
      promises++;
      if (column.empty() > 0) {
        violations.add(
            new Findings.Violation(
                table.plan().name(),
                column.column(),
                "empty quasi-identifier",
                column.empty(),
                "values are empty in %s/%s, and the privacy model refuses empties"
                    .formatted(table.plan().name(), column.column()),
                "Replace or drop empty values by the rule \"onEmpty\", or let \"empties\" be"
                    + " \"category\"."));
      }
    }
  }
}
