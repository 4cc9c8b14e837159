package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.SolutionFile;
import io.weir.engine.dataplane.space.Workers;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.privacy.search.SearchSettings;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * The anonymization of one table: which of its records methods suppress, and what its methods make
 * of those that are left. What it needs to know of the records it learns from the parts of EXTRACT,
 * as the keys left them; the same whenever it is made again.
 */
public final class Anonymization {
  private final PreparedTable table;
  private final Parts parts;
  private final TableRecords records;
  private final MethodRuns runs;
  private final Workers workers;
  private final ColumnLayer columns;

  /**
   * @param collected the table's parts of EXTRACT in order
   * @param masks what settling the keys left over them
   */
  public Anonymization(
      PreparedTable table,
      Parts parts,
      List<Part> collected,
      Function<PartId, Optional<MaskFile>> masks,
      MethodRuns runs,
      Workers workers) {
    this.table = table;
    this.parts = parts;
    this.records = new TableRecords(parts, collected, masks);
    this.runs = runs;
    this.workers = workers;
    this.columns = columnLayer();
  }

  public PreparedTable table() {
    return table;
  }

  Parts parts() {
    return parts;
  }

  TableRecords records() {
    return records;
  }

  ColumnLayer columns() {
    return columns;
  }

  Workers workers() {
    return workers;
  }

  MethodRuns runs() {
    return runs;
  }

  private ColumnLayer columnLayer() {
    String name = table.plan().name();
    List<PreparedTable.Column> observing =
        table.columns().stream().filter(ColumnLayer::isOfRecords).toList();
    List<Observing.Wish> wishes = new ArrayList<>();
    for (PreparedTable.Column column : observing) {
      PreparedMethod.OfRecords method = (PreparedMethod.OfRecords) column.method().orElseThrow();
      wishes.add(
          new Observing.Wish(
              method.inputs(),
              () -> method.observer(run(column.plan())),
              ColumnLayer.failures(name, column)));
    }
    List<Optional<Observer>> seen = observe(wishes);
    List<ColumnLayer.Left> left = new ArrayList<>();
    for (PreparedTable.Column column : table.columns()) {
      Failures failures = ColumnLayer.failures(name, column);
      column
          .after()
          .ifPresent(after ->
              left.add(
                  new ColumnLayer.Left(
                      column.plan(),
                      after,
                      failures.during(
                          "broke off",
                          () ->
                              work(
                                  column,
                                  ColumnLayer.isOfRecords(column)
                                      ? seen.get(observing.indexOf(column))
                                      : Optional.empty())),
                      failures)));
    }
    return new ColumnLayer(name, left);
  }

  private ColumnLayer.Work work(PreparedTable.Column column, Optional<Observer> seen) {
    if (column.method().isEmpty()) {
      return new ColumnLayer.Work.Nothing();
    }
    return switch (column.method().get()) {
      case PreparedMethod.OfValues values ->
          new ColumnLayer.Work.OfValues(values.open(run(column.plan())));
      case PreparedMethod.OfLevels levels ->
          new ColumnLayer.Work.OfValues(levels.level(levels.lowest()));
      case PreparedMethod.OfRecords method ->
          new ColumnLayer.Work.OfRecords(method.inputs(), method.seal(run(column.plan()), seen));
      case PreparedMethod.OfSuppression _ ->
          throw new IllegalStateException("it cannot stand at a column");
    };
  }

  /** A foreign key draws on what its key draws on. */
  private MethodRun run(ColumnPlan column) {
    ColumnPlan.Anonymization use = column.anonymization().orElseThrow();
    return runs.of(
        use.inherited().map(ColumnPlan.Inherited::table).orElse(table.plan().name()),
        use.inherited().map(ColumnPlan.Inherited::column).orElse(column.name()),
        use.method(),
        records.size());
  }

  /** Shows the collected records. */
  List<Optional<Observer>> observe(List<Observing.Wish> wishes) {
    List<String> inputs =
        wishes.stream().flatMap(wish -> wish.inputs().stream()).distinct().toList();
    return Observing.all(
        wishes, records.parts().size(), (part, visitor) -> read(part, inputs, visitor), workers);
  }

  void read(int part, List<String> inputs, TableFlow.Visitor visitor) {
    try (Parts.Reader reader = records.open(part, inputs)) {
      long at = records.first(part);
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        workers.checkCancelled();
        visitor.batch(next.get(), at);
        at += next.get().size();
      }
    }
  }

  /**
   * Readies the table as it is, without a solution of a privacy model.
   *
   * @param suppression the masks that suppression left over parts of EXTRACT
   */
  public ReadyTable ready(Function<PartId, Optional<MaskFile>> suppression, int batchRows) {
    return new ReadyTable(this, columns, Recoder.NONE, suppression, batchRows);
  }

  /**
   * The same with a solution of its privacy model, and as the population of other tables.
   *
   * @param own of its own model
   * @param drawn those of the tables whose models name it as their population
   */
  public ReadyTable ready(
      Optional<ModelSolution> own,
      List<ModelSolution> drawn,
      Function<PartId, Optional<MaskFile>> suppression,
      int batchRows) {
    return FollowingPopulation.ready(this, own, drawn, suppression, batchRows);
  }

  /**
   * Whether the table's privacy model is to be searched: not if a method of the table changes a
   * quasi-identifier after that; then the promise is only verified.
   */
  public boolean searches() {
    return table.plan().privacyModel().isPresent()
        && table.plan().quasiIdentifiers().stream()
            .noneMatch(
                column -> table.steps().stream().anyMatch(step -> changes(step, column.name())));
  }

  private static boolean changes(PreparedTable.Step step, String column) {
    return step.method() instanceof PreparedMethod.OfRecords method
        && !method.traits().contains(Trait.RECORDS_MOVE)
        && (method.output().removed().contains(column)
            || method.output().columns().stream().anyMatch(it -> it.name().equals(column)));
  }

  /**
   * Searches the privacy model's solution.
   *
   * @param gone by part the row numbers that the keys dropped or that are suppressed already
   * @param before what an earlier execution of the run found
   * @param population the table of the model's population
   * @param joined where the model's quasi-identifiers in other tables are had from
   * @param memory bytes of heap that the search may take
   * @throws WeirException PROMISE_IMPOSSIBLE
   */
  public ModelSolution solve(
      Function<PartId, RoaringBitmap> gone,
      Optional<String> before,
      Optional<Anonymization> population,
      JoinedColumns joined,
      long memory) {
    PrivacyModel model = table.plan().privacyModel().orElseThrow();
    ModelTuples tuples =
        new ModelTuples(
            this,
            model,
            records.gone(gone),
            population.map(all -> new PopulationTuples(all, all.records().gone(gone), memory / 4)),
            joined.of(this, gone),
            memory / 2);
    SearchSettings settings =
        new SearchSettings(
            workers.threads(),
            memory / 4,
            () -> {
              workers.checkCancelled();
              return false;
            });
    ModelSearch search = new ModelSearch(table.plan().name(), model, tuples);
    return new ModelSolution(this, model, tuples, search.run(before, settings));
  }

  /**
   * What an earlier execution of the run has found.
   *
   * @param text of it in the ledger
   * @param gone by part the row numbers that the keys dropped or that are suppressed
   * @param population the table of the model's population
   * @param joined where the model's quasi-identifiers in other tables are had from
   * @param memory bytes of heap that it may take
   * @throws WeirException DAMAGED_PART, STORAGE_FAILED
   */
  public ModelSolution restored(
      String run,
      SolutionStore solutions,
      SolutionFile file,
      String text,
      Function<PartId, RoaringBitmap> gone,
      Optional<Anonymization> population,
      JoinedColumns joined,
      long memory) {
    PrivacyModel model = table.plan().privacyModel().orElseThrow();
    KeptSolution found = solutions.read(run, file, memory / 2);
    try {
      ModelTuples tuples =
          ModelTuples.again(
              this,
              model,
              population.map(
                  all -> new PopulationTuples(all, all.records().gone(gone), memory / 4)),
              found.joined().flatMap(sums -> joined.again(this, gone, sums)),
              found,
              memory / 2);
      return new ModelSolution(this, model, tuples, found, text);
    } catch (ModelTuples.NotTheSame | JoinedColumns.NotTheSame e) {
      throw SolutionStore.damaged(run, file, "is of other values than the table has now");
    }
  }

  /** Whether methods of the table suppress records. */
  public boolean suppresses() {
    return table.steps().stream()
        .anyMatch(step -> step.method() instanceof PreparedMethod.OfSuppression);
  }

  /**
   * Which records the table's methods suppress.
   *
   * @return row numbers by part
   */
  public Map<PartId, RoaringBitmap> suppressed() {
    return new SuppressingMethods(this).suppressed();
  }

  MethodRun run(PreparedTable.Step step, int number) {
    return run(step, number, records.size());
  }

  MethodRun run(PreparedTable.Step step, int number, long size) {
    return runs.of(table.plan().name(), "#" + number, step.use().method(), size);
  }

  Failures failures(PreparedTable.Step step) {
    return new Failures(table.plan().name(), "", step.use().method());
  }
}
