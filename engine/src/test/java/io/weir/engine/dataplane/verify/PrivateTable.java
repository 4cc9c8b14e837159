package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.BytesColumn;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table {@code people} of texts with quasi-identifiers that are searched, a sensitive column
 * {@code illness}, and a population {@code registry} with the same quasi-identifiers.
 */
final class PrivateTable {
  static final String SENSITIVE = "illness";

  private final InMemoryParts parts = new InMemoryParts();
  private final List<Part> prepared = new ArrayList<>();
  private final List<Part> collected = new ArrayList<>();
  private final PreparedTable people;
  private final PreparedTable registry;
  private final long before;

  /** Levels of texts: as they are, their first letter, nothing. */
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
          String text = column.isEmpty(row) ? null : column.format(row);
          texts[row] = level == 0 ? text : level == 1 ? NaiveModel.group(text) : "*";
        }
        return BytesColumn.ofStrings(texts);
      };
    }

    @Override
    public Set<Trait> traits() {
      return Set.of();
    }
  }

  PrivateTable(
      int width,
      boolean hierarchy,
      Optional<PrivacyModel> model,
      List<List<@Nullable String>> published,
      List<List<@Nullable String>> raw,
      List<List<@Nullable String>> persons,
      Random random) {
    people = prepared(table("people", width, true, hierarchy, model));
    registry = prepared(table("registry", width, false, false, Optional.empty()));
    before = raw.size();
    store(people, Stage.ANONYMIZE, published, prepared, random);
    store(people, Stage.EXTRACT, raw, collected, random);
    store(registry, Stage.ANONYMIZE, persons, prepared, random);
    store(registry, Stage.EXTRACT, persons, collected, random);
  }

  private static TablePlan table(
      String name, int width, boolean sensitive, boolean hierarchy, Optional<PrivacyModel> model) {
    List<ColumnPlan> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(column("q" + i, sensitive ? ColumnRole.QUASI_IDENTIFYING : null, sensitive));
    }
    if (sensitive) {
      columns.add(column(SENSITIVE, ColumnRole.SENSITIVE, hierarchy));
    }
    return new TablePlan(
        name, columns, List.of(), Optional.empty(), List.of(), 0, List.of(), model);
  }

  private static ColumnPlan column(String name, @Nullable ColumnRole role, boolean hierarchy) {
    ColumnPlan plain = Records.column(name, ValueType.STRING);
    return new ColumnPlan(
        name,
        plain.type(),
        plain.facets(),
        plain.nullTokens(),
        plain.onEmpty(),
        plain.range(),
        plain.onTypeViolation(),
        hierarchy ? Optional.of(new Anonymization("letters", Parameters.none())) : Optional.empty(),
        Optional.ofNullable(role));
  }

  private static PreparedTable prepared(TablePlan plan) {
    return new PreparedTable(
        plan,
        plan.columns().stream()
            .map(column ->
                new PreparedTable.Column(
                    column,
                    column.anonymization().map(use -> new Letters()),
                    Optional.of(new ColumnSchema(column.name(), column.type()))))
            .toList(),
        List.of(),
        plan.schema(),
        List.of());
  }

  private void store(
      PreparedTable table,
      Stage stage,
      List<List<@Nullable String>> rows,
      List<Part> into,
      Random random) {
    TableSchema schema = table.output();
    int from = 0;
    for (int number = 0; from < rows.size() || number == 0; number++) {
      int to = rows.isEmpty() ? 0 : from + 1 + random.nextInt(rows.size() - from);
      RecordBatch batch = Records.batch(schema, rows.subList(from, to));
      PartId id = new PartId("run", stage, schema.name(), 0, number);
      into.add(parts.store(id, schema, rows.isEmpty() ? List.of() : List.of(batch)));
      from = to;
    }
  }

  Verification verification(long budget) {
    Plan plan =
        new Plan("m", "m", "1.0.0", List.of(people.plan(), registry.plan()), Optional.empty());
    return new Verification(
        parts,
        plan,
        Map.of("people", people, "registry", registry),
        new Verification.Made(collected, Map.of(), prepared, Map.of("people", before)),
        Path.of(System.getProperty("java.io.tmpdir")),
        budget);
  }

  /** The rules of all broken promises. */
  Set<String> broken(long budget) {
    Set<String> rules = new TreeSet<>();
    for (Supplier<Findings> check : verification(budget).checks()) {
      check.get().violations().forEach(violation -> rules.add(violation.rule()));
    }
    return rules;
  }

  /** The risk of the people. */
  TableRisk risk(long budget) {
    Verification verification = verification(budget);
    return verification
        .conclude(verification.checks().stream().map(Supplier::get).toList())
        .risks()
        .getFirst();
  }
}
