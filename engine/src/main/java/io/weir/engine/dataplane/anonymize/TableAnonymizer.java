package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.PreparedMethod.OfValues;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The anonymization methods of one table's columns, prepared. Thread-safe. */
public final class TableAnonymizer {
  private record Kept(ColumnPlan plan, ColumnSchema output, Optional<ColumnFunction> function) {}

  private final PreparedTable prepared;
  private final String table;
  private final List<Kept> kept;
  private final TableSchema output;

  private TableAnonymizer(PreparedTable prepared, List<Kept> kept) {
    this.prepared = prepared;
    this.table = prepared.plan().name();
    this.kept = kept;
    this.output = new TableSchema(table, kept.stream().map(Kept::output).toList());
  }

  /**
   * Prepares every method the table's columns name.
   *
   * @throws WeirException METHOD_FAILED if a method refuses its column or parameters,
   *     MISSING_PLUGIN
   */
  public static TableAnonymizer prepare(TablePlan table, Catalogue catalogue) {
    PreparedTable prepared =
        PreparedTable.of(
            table, (of, column, use, request) -> prepare(of, column, use, request, catalogue));
    List<Kept> kept = new ArrayList<>();
    for (PreparedTable.Column column : prepared.columns()) {
      column
          .after()
          .ifPresent(after ->
              kept.add(
                  new Kept(
                      column.plan(),
                      after,
                      column.method().map(method -> ((OfValues) method).open(null)))));
    }
    return new TableAnonymizer(prepared, List.copyOf(kept));
  }

  private static PreparedMethod prepare(
      TablePlan table,
      Optional<String> column,
      Anonymization anonymization,
      MethodRequest request,
      Catalogue catalogue) {
    String place = column.orElse("");
    try {
      return catalogue.anonymizationMethod(anonymization.method()).prepare(request);
    } catch (WeirException e) {
      throw new WeirException(e.problem().at("table", table.name()).at("column", place), e);
    } catch (InvalidParameters e) {
      throw failed(
          table.name(),
          place,
          anonymization,
          "refuses its column or parameters",
          e.getMessage(),
          e);
    } catch (RuntimeException e) {
      throw failed(table.name(), place, anonymization, "could not be prepared", null, e);
    }
  }

  /** The table with its methods readied. */
  public PreparedTable prepared() {
    return prepared;
  }

  /** The table as it will be: dropped columns left out. */
  public TableSchema output() {
    return output;
  }

  /** The columns to read: those that stay, in order. */
  List<String> inputs() {
    return output.columns().stream().map(ColumnSchema::name).toList();
  }

  /**
   * @param batch of the columns {@link #inputs()}
   */
  RecordBatch apply(RecordBatch batch) {
    List<Column> columns = new ArrayList<>(kept.size());
    for (int i = 0; i < kept.size(); i++) {
      columns.add(apply(kept.get(i), batch.column(i)));
    }
    return new RecordBatch(output, columns, batch.size());
  }

  private Column apply(Kept column, Column before) {
    if (column.function().isEmpty()) {
      return before;
    }
    Anonymization anonymization = column.plan().anonymization().orElseThrow();
    Column after;
    try {
      after = column.function().get().apply(before);
    } catch (RuntimeException e) {
      throw failed(
          table,
          column.plan().name(),
          anonymization,
          "broke off with " + e.getClass().getSimpleName(),
          null,
          e);
    }
    if (after.size() != before.size() || after.type() != column.output().type()) {
      throw failed(
          table,
          column.plan().name(),
          anonymization,
          "gave %d values of %s for %d of %s"
              .formatted(after.size(), after.type(), before.size(), column.output().type()),
          null,
          null);
    }
    return after;
  }

  private static WeirException failed(
      String table,
      String column,
      Anonymization anonymization,
      String what,
      @Nullable String advice,
      @Nullable Throwable cause) {
    return new WeirException(
        Problem.of(
                ErrorCode.METHOD_FAILED,
                "The anonymization method " + anonymization.method() + " " + what + ".",
                advice == null
                    ? "Report it to the plugin's author, or choose another method."
                    : advice)
            .at("table", table)
            .at("column", column)
            .at("method", anonymization.method()),
        cause);
  }
}
