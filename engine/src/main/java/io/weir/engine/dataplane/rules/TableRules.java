package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.dataplane.decode.RecordException;
import io.weir.engine.dataplane.rejected.RejectedRow;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.Column;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The field rules of a table, ready to be applied to the chunks of one of its sources. Immutable;
 * safe for use by many threads.
 *
 * <p>Columns are taken in document order, and a record dropped by one is not looked at by the next:
 * each dropped record is counted once. Within a column the order is null tokens, type, empty,
 * range. NaN lies outside every range and is dropped even by {@code clamp}, for no bound is nearest
 * to it.
 */
public final class TableRules {
  private final TableSchema schema;
  private final int source;
  private final List<String> names;
  private final List<ColumnRules> columns = new ArrayList<>();
  private final boolean sampled;

  /** Whether a rule may overwrite the bytes it reads. */
  private final boolean overwrites;

  /**
   * @param source the source's priority
   * @throws IllegalArgumentException if a default or a bound is not of its column's type
   */
  public TableRules(TablePlan table, int source) {
    schema = table.schema();
    this.source = source;
    sampled = table.rejectedSample() > 0;
    overwrites = table.columns().stream().anyMatch(column -> column.type() == ValueType.BINARY);
    names = table.columns().stream().map(ColumnPlan::name).toList();
    for (int i = 0; i < table.columns().size(); i++) {
      columns.add(new ColumnRules(table.columns().get(i), i));
    }
  }

  /**
   * @param batch the records that stay, in order
   * @param recordsIn how many there were
   * @param rejected those that were dropped, if the table has them sampled
   */
  public record Outcome(
      RecordBatch batch, List<RuleCount> counts, int recordsIn, List<RejectedRow> rejected) {
    /** Without a sample. */
    public Outcome(RecordBatch batch, List<RuleCount> counts, int recordsIn) {
      this(batch, counts, recordsIn, List.of());
    }
  }

  /**
   * Applies all rules. The chunk may be changed, and is of no more use afterwards.
   *
   * @throws RecordException for the earliest record with a type violation that must fail
   */
  public Outcome apply(RawChunk raw) {
    int records = raw.records();
    Selection selection = new Selection(records);
    RuleTally tally = new RuleTally(columns.size());
    tally.countExtraFields(raw.extraFields());
    Rejections rejections = sampled ? Rejections.of(raw, overwrites) : Rejections.none();
    List<Column> built = new ArrayList<>(columns.size());
    Optional<RecordException> failure = Optional.empty();
    for (ColumnRules rules : columns) {
      ColumnRules.Result result = rules.apply(raw, selection, tally, rejections);
      built.add(result.column());
      failure = result.failure().isPresent() ? result.failure() : failure;
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    RecordBatch all = new RecordBatch(schema, built, records);
    RecordBatch staying =
        selection.size() == records ? all : all.select(selection.rows(), selection.size());
    List<RuleCount> counts = tally.counts(schema.name(), source, names);
    return new Outcome(staying, counts, records, rejections.rows());
  }
}
