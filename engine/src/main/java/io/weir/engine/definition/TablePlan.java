package io.weir.engine.definition;

import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import java.util.List;
import java.util.Optional;

/**
 * @param columns in document order, which is the order rules are applied in
 * @param sources by priority, highest first
 * @param rejectedSample how many rejected records a run keeps as a sample; 0 for none
 * @param methods of anonymization that concern several columns, in the order they are applied
 * @param privacyModel what is promised of the table as it is published
 */
public record TablePlan(
    String name,
    List<ColumnPlan> columns,
    List<SourcePlan> sources,
    Optional<KeyPlan> primaryKey,
    List<ForeignKeyPlan> foreignKeys,
    int rejectedSample,
    List<ColumnPlan.Anonymization> methods,
    Optional<PrivacyModel> privacyModel) {
  public TablePlan {
    columns = List.copyOf(columns);
    sources = List.copyOf(sources);
    foreignKeys = List.copyOf(foreignKeys);
    methods = List.copyOf(methods);
  }

  /** A table whose columns are anonymized each by itself, if at all. */
  public TablePlan(
      String name,
      List<ColumnPlan> columns,
      List<SourcePlan> sources,
      Optional<KeyPlan> primaryKey,
      List<ForeignKeyPlan> foreignKeys,
      int rejectedSample) {
    this(
        name,
        columns,
        sources,
        primaryKey,
        foreignKeys,
        rejectedSample,
        List.of(),
        Optional.empty());
  }

  /** A table whose rejected records are not sampled. */
  public TablePlan(
      String name,
      List<ColumnPlan> columns,
      List<SourcePlan> sources,
      Optional<KeyPlan> primaryKey,
      List<ForeignKeyPlan> foreignKeys) {
    this(name, columns, sources, primaryKey, foreignKeys, 0);
  }

  /** The same from other sources. */
  public TablePlan with(List<SourcePlan> others) {
    return new TablePlan(
        name, columns, others, primaryKey, foreignKeys, rejectedSample, methods, privacyModel);
  }

  /** The same, and no record that is rejected is kept. */
  public TablePlan unsampled() {
    return new TablePlan(name, columns, sources, primaryKey, foreignKeys, 0, methods, privacyModel);
  }

  /**
   * A column by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ColumnPlan column(String column) {
    return columns.stream()
        .filter(it -> it.name().equals(column))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("table " + name + " has no column " + column));
  }

  /** The columns that together may single a person out, in document order. */
  public List<ColumnPlan> quasiIdentifiers() {
    return columns.stream()
        .filter(column -> column.role().equals(Optional.of(ColumnRole.QUASI_IDENTIFYING)))
        .toList();
  }

  /** The table as it is collected, before anonymization. */
  public TableSchema schema() {
    return new TableSchema(
        name,
        columns.stream().map(column -> new ColumnSchema(column.name(), column.type())).toList());
  }

  /**
   * The primary key of a table.
   *
   * @param onConflict the name of a conflict strategy
   */
  public record KeyPlan(String column, String onConflict) {}

  /** A foreign key; the target column is its table's primary key or any other column. */
  public record ForeignKeyPlan(
      String column, String targetTable, String targetColumn, ChildPolicy onParentGone) {}

  /** What becomes of a record whose parent goes after the keys were settled. */
  public enum ChildPolicy {
    /** The record goes too. */
    CASCADE,
    /** The foreign key is emptied. */
    NULL,
    /** The run fails. */
    REJECT
  }
}
