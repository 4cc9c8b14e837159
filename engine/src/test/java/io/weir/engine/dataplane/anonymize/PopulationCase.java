package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.space.Workers;
import io.weir.engine.dataplane.verify.Verification;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.definition.PrivacyModel.Suppression;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.BytesColumn;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * A table {@code people} whose model promises something of the population {@code registry}, with
 * their collected parts, and what is made of them. Two columns of both have levels, a third none.
 */
final class PopulationCase {
  private static final long MEGABYTES = 32L << 20;

  private final InMemoryParts parts = new InMemoryParts();
  final PreparedTable people;
  final PreparedTable registry = table("registry", Optional.empty());
  final List<Part> collected = new ArrayList<>();
  final List<Part> collectedRegistry;
  final Workers workers;

  PopulationCase(
      PrivacyModel model,
      List<List<@Nullable String>> rows,
      List<List<@Nullable String>> persons,
      Workers workers) {
    people = table("people", Optional.of(model));
    this.workers = workers;
    collected.addAll(stored(people, rows));
    collectedRegistry = stored(registry, persons);
  }

  private Anonymization of(PreparedTable table, List<Part> collected) {
    return new Anonymization(
        table,
        parts,
        collected,
        _ -> Optional.empty(),
        (_, _, _, records) -> TrialRun.of(1, records),
        workers);
  }

  ModelSolution solve(Function<PartId, RoaringBitmap> gone, Optional<String> before) {
    try (JoinedColumns none =
        new JoinedColumns(Map.of(), Path.of(System.getProperty("java.io.tmpdir")), MEGABYTES)) {
      return of(people, collected)
          .solve(gone, before, Optional.of(of(registry, collectedRegistry)), none, MEGABYTES);
    }
  }

  /**
   * Writes both tables; without a solution to follow, the registry is left at its lowest levels.
   */
  List<Part> write(
      ModelSolution solution, Map<PartId, RoaringBitmap> gone, List<ModelSolution> followed) {
    Function<PartId, Optional<MaskFile>> masks =
        id ->
            Optional.ofNullable(gone.get(id))
                .map(rows -> parts.write(new Mask(id, rows, List.of())));
    List<Part> written = new ArrayList<>();
    ReadyTable ready = of(people, collected).ready(Optional.of(solution), List.of(), masks, 3);
    ReadyTable other =
        of(registry, collectedRegistry).ready(Optional.empty(), followed, _ -> Optional.empty(), 3);
    for (int number = 0; number < 2; number++) {
      written.add(ready.write(number));
      written.add(other.write(number));
    }
    return written;
  }

  Set<String> broken(List<Part> prepared, long records) {
    Plan plan =
        new Plan("m", "m", "1.0.0", List.of(people.plan(), registry.plan()), Optional.empty());
    List<Part> all = new ArrayList<>(collected);
    all.addAll(collectedRegistry);
    Verification verification =
        new Verification(
            parts,
            plan,
            Map.of("people", people, "registry", registry),
            new Verification.Made(all, Map.of(), prepared, Map.of("people", records)),
            Path.of(System.getProperty("java.io.tmpdir")),
            MEGABYTES);
    Set<String> rules = new TreeSet<>();
    verification
        .checks()
        .forEach(
            check -> check.get().violations().forEach(violation -> rules.add(violation.rule())));
    return rules;
  }

  List<List<List<String>>> texts(List<Part> written) {
    return written.stream().map(part -> InMemoryParts.rows(parts.read(part))).toList();
  }

  /** Levels of two letters: as they are, the first, neither. An empty value stays. */
  private record Letters() implements PreparedMethod.OfLevels {
    @Override
    public ColumnSchema output() {
      return new ColumnSchema("letters", ValueType.STRING);
    }

    @Override
    public int lowest() {
      return 0;
    }

    @Override
    public int highest() {
      return 2;
    }

    @Override
    public ColumnFunction level(int level) {
      return column -> {
        @Nullable String[] texts = new String[column.size()];
        for (int row = 0; row < texts.length; row++) {
          if (!column.isEmpty(row)) {
            String text = column.format(row);
            texts[row] = level == 0 ? text : level == 1 ? text.charAt(0) + "_" : "any";
          }
        }
        return BytesColumn.ofStrings(texts);
      };
    }

    @Override
    public Set<Trait> traits() {
      return Set.of();
    }
  }

  private static PreparedTable table(String name, Optional<PrivacyModel> model) {
    List<PreparedTable.Column> columns = new ArrayList<>();
    for (String column : List.of("first", "second", "third")) {
      boolean levels = !column.equals("third");
      ColumnPlan plain = Records.column(column, ValueType.STRING);
      ColumnPlan plan =
          new ColumnPlan(
              column,
              plain.type(),
              plain.facets(),
              plain.nullTokens(),
              plain.onEmpty(),
              plain.range(),
              plain.onTypeViolation(),
              levels
                  ? Optional.of(new ColumnPlan.Anonymization("letters", Parameters.none()))
                  : Optional.empty(),
              model.map(_ -> ColumnRole.QUASI_IDENTIFYING));
      columns.add(
          new PreparedTable.Column(
              plan,
              levels ? Optional.of(new Letters()) : Optional.empty(),
              Optional.of(new ColumnSchema(column, ValueType.STRING))));
    }
    TablePlan plan =
        new TablePlan(
            name,
            columns.stream().map(PreparedTable.Column::plan).toList(),
            List.of(),
            Optional.empty(),
            List.of(),
            0,
            List.of(),
            model);
    return new PreparedTable(plan, columns, List.of(), plan.schema(), List.of());
  }

  static PrivacyModel model(
      int k, Population population, String maxSuppressed, Suppression suppression, Search search) {
    PrivacyModel plain = PrivacyModel.ofK(k);
    return new PrivacyModel(
        k,
        plain.diversity(),
        plain.closeness(),
        Optional.of(population),
        new BigDecimal(maxSuppressed),
        suppression,
        plain.metric(),
        search,
        plain.empties(),
        plain.timeLimit(),
        plain.levels(),
        plain.joined());
  }

  private List<Part> stored(PreparedTable table, List<List<@Nullable String>> rows) {
    List<Part> stored = new ArrayList<>();
    int half = rows.size() / 2;
    for (int number = 0; number < 2; number++) {
      List<List<@Nullable String>> some =
          number == 0 ? rows.subList(0, half) : rows.subList(half, rows.size());
      stored.add(
          parts.store(
              new PartId("run", Stage.EXTRACT, table.plan().name(), 0, number),
              table.plan().schema(),
              some.isEmpty() ? List.of() : List.of(Records.batch(table.plan().schema(), some))));
    }
    return stored;
  }
}
