package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.TableSchema;
import io.weir.spi.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table with all its methods readied, and what becomes of its shape.
 *
 * @param columns all columns of the plan, in document order
 * @param steps the methods that stand at the table, in the order they are applied
 * @param output the table as it will be published
 * @param added the new tables that come of it
 */
public record PreparedTable(
    TablePlan plan,
    List<Column> columns,
    List<Step> steps,
    TableSchema output,
    List<TableSchema> added) {
  public PreparedTable {
    columns = List.copyOf(columns);
    steps = List.copyOf(steps);
    added = List.copyOf(added);
  }

  /**
   * @param after the column once its own method was applied; empty when it disappears by it
   */
  public record Column(
      ColumnPlan plan, Optional<PreparedMethod> method, Optional<ColumnSchema> after) {}

  /**
   * @param method of {@link PreparedMethod.OfRecords} or {@link PreparedMethod.OfSuppression}
   * @param before the table when the method begins; as collected for one that suppresses records
   * @param after the table when it is done
   */
  public record Step(
      Anonymization use, PreparedMethod method, TableSchema before, TableSchema after) {}

  /** Readies methods by name. */
  @FunctionalInterface
  public interface Preparer {
    /**
     * @param column where it stands, or empty when it stands at the table
     * @throws RuntimeException whatever should be told when the method does not suit
     */
    PreparedMethod prepare(
        TablePlan table, Optional<String> column, Anonymization use, MethodRequest request);
  }

  /**
   * Readies all methods of a table.
   *
   * @throws InvalidParameters if a method stands where it cannot, or what it makes cannot be
   * @throws RuntimeException what the preparer throws
   */
  public static PreparedTable of(TablePlan plan, Preparer preparer) {
    Map<String, ColumnRole> known = new HashMap<>();
    plan.columns().forEach(it -> it.role().ifPresent(role -> known.put(it.name(), role)));
    Map<String, ColumnRole> roles = Map.copyOf(known);
    TableSchema collected = plan.schema();
    Optional<String> key = plan.primaryKey().map(TablePlan.KeyPlan::column);
    List<Column> columns = new ArrayList<>();
    for (ColumnPlan column : plan.columns()) {
      columns.add(column(plan, column, collected, key, roles, preparer));
    }
    TableSchema schema =
        new TableSchema(
            plan.name(), columns.stream().flatMap(column -> column.after().stream()).toList());
    List<Step> steps = new ArrayList<>();
    List<TableSchema> added = new ArrayList<>();
    for (Anonymization use : plan.methods()) {
      TableSchema before = schema;
      Optional<String> left = key.filter(name -> before.indexOf(name).isPresent());
      PreparedMethod method =
          preparer.prepare(
              plan,
              Optional.empty(),
              use,
              new MethodRequest(before, Optional.empty(), left, roles, use.parameters()));
      switch (method) {
        case PreparedMethod.OfRecords records -> {
          schema = after(before, records.output());
          added.addAll(records.output().tables());
          steps.add(new Step(use, method, before, schema));
        }
        case PreparedMethod.OfSuppression _ -> steps.add(new Step(use, method, collected, before));
        case PreparedMethod.OfValues _, PreparedMethod.OfLevels _ ->
            throw new InvalidParameters(
                "method", "this method stands at a column; write it there as \"anonymize\"");
      }
    }
    return new PreparedTable(plan, columns, steps, schema, added);
  }

  private static Column column(
      TablePlan plan,
      ColumnPlan column,
      TableSchema collected,
      Optional<String> key,
      Map<String, ColumnRole> roles,
      Preparer preparer) {
    ColumnSchema before = new ColumnSchema(column.name(), column.type());
    if (column.anonymization().isEmpty()) {
      return new Column(column, Optional.empty(), Optional.of(before));
    }
    Anonymization use = column.anonymization().get();
    PreparedMethod method =
        preparer.prepare(
            plan,
            Optional.of(column.name()),
            use,
            use.inherited()
                .map(of ->
                    new MethodRequest(
                        of.schema(),
                        Optional.of(of.column()),
                        of.primaryKey(),
                        of.roles(),
                        use.parameters()))
                .orElseGet(() ->
                    new MethodRequest(
                        collected, Optional.of(column.name()), key, roles, use.parameters())));
    Optional<ColumnSchema> after =
        switch (method) {
          case PreparedMethod.OfValues values -> values.output();
          case PreparedMethod.OfLevels levels -> Optional.of(levels.output());
          case PreparedMethod.OfRecords records ->
              ownColumn(
                  use.inherited().map(ColumnPlan.Inherited::column).orElse(column.name()),
                  records.output());
          case PreparedMethod.OfSuppression _ ->
              throw new InvalidParameters(
                  "method",
                  "this method stands at the table; write it in its list \"anonymization\"");
        };
    return new Column(
        column, Optional.of(method), after.map(it -> new ColumnSchema(column.name(), it.type())));
  }

  private static Optional<ColumnSchema> ownColumn(String name, MethodOutput output) {
    boolean others = output.columns().stream().anyMatch(it -> !it.name().equals(name));
    if (others || !output.tables().isEmpty()) {
      throw new InvalidParameters(
          "method",
          "this method changes more than one column; write it in the table's list \"anonymization\"");
    }
    return output.columns().stream().findFirst();
  }

  /** A table once a method at it was applied. */
  static TableSchema after(TableSchema before, MethodOutput output) {
    List<ColumnSchema> columns = new ArrayList<>();
    for (ColumnSchema column : before.columns()) {
      if (!output.removed().contains(column.name())) {
        columns.add(
            output.columns().stream()
                .filter(it -> it.name().equals(column.name()))
                .findFirst()
                .orElse(column));
      }
    }
    output.columns().stream()
        .filter(it -> before.indexOf(it.name()).isEmpty())
        .forEach(columns::add);
    return new TableSchema(before.name(), columns);
  }

  /** The table as it will be published, and after it the new tables that come of it. */
  public List<TableSchema> outputs() {
    List<TableSchema> outputs = new ArrayList<>(List.of(output));
    outputs.addAll(added);
    return outputs;
  }

  /**
   * A column of the plan as it is published; empty when it is not in the table any more.
   *
   * @throws IllegalArgumentException if the plan has no such column
   */
  public Optional<ColumnSchema> published(String column) {
    plan.column(column);
    return output.indexOf(column).stream().mapToObj(output.columns()::get).findFirst();
  }

  /** The methods that give records other values of a column, in the order they are applied. */
  public List<PreparedMethod> changing(String column) {
    List<PreparedMethod> methods = new ArrayList<>();
    columns.stream()
        .filter(it -> it.plan().name().equals(column))
        .forEach(it -> it.method().ifPresent(methods::add));
    steps.stream()
        .map(Step::method)
        .filter(method ->
            method instanceof PreparedMethod.OfRecords records
                && !records.traits().contains(Trait.RECORDS_MOVE)
                && records.output().columns().stream().anyMatch(it -> it.name().equals(column)))
        .forEach(methods::add);
    return methods;
  }

  /**
   * Whether a column has the values that were collected, if perhaps in other records or less often,
   * so that what the document says of each of them still holds.
   */
  public boolean keepsValues(String column) {
    return changing(column).stream().allMatch(method -> method.traits().contains(Trait.VALUES_STAY))
        && published(column).filter(it -> it.type() != plan.column(column).type()).isEmpty()
        && !mayBecomeToken(column);
  }

  /** Whether the privacy model may have values of a column suppressed. */
  private boolean mayBecomeToken(String column) {
    return plan.privacyModel()
            .filter(model ->
                model.suppression() == PrivacyModel.Suppression.VALUES
                    && model.maxSuppressed().signum() > 0)
            .isPresent()
        && plan.quasiIdentifiers().stream().anyMatch(it -> it.name().equals(column));
  }

  /** The columns that methods at the table added, in order. */
  public List<ColumnSchema> addedColumns() {
    return output.columns().stream()
        .filter(column -> plan.columns().stream().noneMatch(it -> it.name().equals(column.name())))
        .toList();
  }

  /** The secrets that its methods need, by name. */
  public Set<String> secrets() {
    Set<String> names = new TreeSet<>();
    columns.forEach(column -> column.method().ifPresent(it -> names.addAll(it.secrets())));
    steps.forEach(step -> names.addAll(step.method().secrets()));
    return names;
  }
}
