package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.dataplane.decode.RecordException;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.Facets;
import io.weir.spi.Column;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What the document says of one column, ready to be applied to chunks: null tokens, type, empty,
 * range.
 */
final class ColumnRules {
  private final ColumnPlan plan;
  private final int column;
  private final NullTokens nullTokens;
  private final IntFunction<ColumnValues> values;

  ColumnRules(ColumnPlan plan, int column) {
    this.plan = plan;
    this.column = column;
    nullTokens = new NullTokens(plan.nullTokens());
    Facets facets = plan.facets();
    Optional<ColumnPlan.Range> range = plan.range();
    Optional<String> minimum = range.flatMap(ColumnPlan.Range::minimum);
    Optional<String> maximum = range.flatMap(ColumnPlan.Range::maximum);
    Optional<String> replacement =
        plan.onEmpty() instanceof OnEmpty.Replace(String value)
            ? Optional.of(value)
            : Optional.empty();
    values =
        switch (plan.type()) {
          case INTEGER, DATE, TIME, DATETIME ->
              LongValues.of(plan.type(), facets, minimum, maximum, replacement);
          case DOUBLE -> DoubleValues.of(facets, range, replacement);
          case BOOLEAN -> BooleanValues.of(facets, minimum, maximum, replacement);
          case DECIMAL -> DecimalValues.of(facets, range, replacement);
          case STRING, BINARY, JSON -> BytesValues.of(plan.type(), facets, range, replacement);
        };
  }

  /**
   * Applies the rules to the records still in.
   *
   * @return the failure of the earliest record this column cannot live with; later records are then
   *     forgotten
   */
  Result apply(RawChunk raw, Selection selection, RuleTally tally, Rejections rejections) {
    selection.beginColumn();
    ColumnValues read = values.apply(selection.records());
    findPresent(raw, selection);
    read.read(raw, column, selection);
    Optional<RecordException> failure = typeViolations(raw, selection, tally, rejections);
    empties(selection, read, tally, rejections);
    ranges(selection, read, tally, rejections);
    return new Result(read.build(selection, selection.endColumn()), failure);
  }

  record Result(Column column, Optional<RecordException> failure) {}

  private void findPresent(RawChunk raw, Selection selection) {
    byte[] bytes = raw.bytes();
    long[] slices = raw.slices(column);
    int[] rows = selection.rows();
    int[] present = selection.present();
    int size = selection.size();
    int found = 0;
    for (int i = 0; i < size; i++) {
      int row = rows[i];
      long slice = slices[row];
      if (slice == RawChunk.ABSENT
          || nullTokens.contain(bytes, RawChunk.start(slice), RawChunk.end(slice))) {
        selection.empty(row);
      } else {
        present[found++] = row;
      }
    }
    selection.present(found);
  }

  private Optional<RecordException> typeViolations(
      RawChunk raw, Selection selection, RuleTally tally, Rejections rejections) {
    int violations = selection.markedSize();
    if (violations == 0) {
      return Optional.empty();
    }
    switch (plan.onTypeViolation()) {
      case FAIL -> {
        int row = selection.marked(0);
        selection.clearMarked();
        selection.cut(row);
        String what = Expected.instead(plan, raw, column, row);
        return Optional.of(RecordException.typeViolation(what, row, plan.name()));
      }
      case DROP -> {
        dropMarked(selection);
        rejections.take(selection, column, Rule.TYPE_VIOLATION_DROPPED);
        tally.count(column, Rule.TYPE_VIOLATION_DROPPED, violations);
      }
      case EMPTY -> {
        for (int i = 0; i < violations; i++) {
          selection.empty(selection.marked(i));
        }
        tally.count(column, Rule.TYPE_VIOLATION_EMPTIED, violations);
      }
    }
    selection.removeMarked();
    return Optional.empty();
  }

  private void empties(
      Selection selection, ColumnValues read, RuleTally tally, Rejections rejections) {
    if (selection.presentSize() == selection.size()) {
      return;
    }
    selection.markEmpty();
    int count = selection.markedSize();
    switch (plan.onEmpty()) {
      case OnEmpty.Pass _ -> tally.count(column, Rule.EMPTY_PASSED, count);
      case OnEmpty.Replace _ -> {
        for (int i = 0; i < count; i++) {
          read.replace(selection.marked(i));
          selection.notEmpty(selection.marked(i));
        }
        tally.count(column, Rule.EMPTY_REPLACED, count);
      }
      case OnEmpty.Drop _ -> {
        dropMarked(selection);
        rejections.take(selection, column, Rule.EMPTY_DROPPED);
        tally.count(column, Rule.EMPTY_DROPPED, count);
      }
    }
    selection.clearMarked();
  }

  /** A default lies inside the range, so only values that were delivered are looked at. */
  private void ranges(
      Selection selection, ColumnValues read, RuleTally tally, Rejections rejections) {
    if (plan.range().isEmpty()) {
      return;
    }
    boolean clamp = plan.range().get().onOutOfRange() == ColumnPlan.OnOutOfRange.CLAMP;
    tally.count(column, Rule.OUT_OF_RANGE_CLAMPED, read.limit(selection, clamp));
    tally.count(column, Rule.OUT_OF_RANGE_DROPPED, selection.markedSize());
    dropMarked(selection);
    rejections.take(selection, column, Rule.OUT_OF_RANGE_DROPPED);
  }

  private static void dropMarked(Selection selection) {
    for (int i = 0; i < selection.markedSize(); i++) {
      selection.drop(selection.marked(i));
    }
  }
}
