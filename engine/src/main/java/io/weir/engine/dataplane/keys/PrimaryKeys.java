package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Column;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * Settles the primary key of one table: finds the records that share a key, lets the strategy
 * decide, drops and renews. A record without a key is dropped.
 *
 * <p>The keys are read once and put aside by their hash; each {@link ConflictPartition} is then
 * settled by itself.
 */
final class PrimaryKeys {
  private final CollectedTable table;
  private final String column;
  private final ValueType type;
  private final ConflictStrategy strategy;
  private final References references;
  private final WorkingSpace space;
  private final Tally tally;

  PrimaryKeys(
      CollectedTable table,
      String column,
      ConflictStrategy strategy,
      References references,
      WorkingSpace space,
      Tally tally) {
    this.table = table;
    this.column = column;
    this.type = table.type(column);
    this.strategy = strategy;
    this.references = references;
    this.space = space;
    this.tally = tally;
  }

  void settle() {
    int count = space.partitions(ColumnSize.of(table, column, table.rows()), table.rows());
    List<Slices.Slice> slices = new Slices().add(space, table, column).all();
    Partitions keys =
        Partitions.of(
            space, type, count, slices.size(), (slice, router) -> route(slices.get(slice), router));
    List<References.Spot> joined = references.joinedWith(table, column);
    Optional<FreshTexts> texts =
        strategy.makesNewKeys() && type == ValueType.STRING
            ? Optional.of(new FreshTexts(table, column, joined, space, count))
            : Optional.empty();
    try (RowBits renewed = table.noRows(space)) {
      ConflictPartition.Table facts =
          new ConflictPartition.Table(table, column, strategy, space, tally, renewed);
      space.each(count, partition -> new ConflictPartition(facts, keys, texts).settle(partition));
      if (facts.renews()) {
        if (texts.isPresent()) {
          texts.get().replace();
        } else {
          checkFreshKeys();
          List<ColumnPlan> followers =
              references.followersOf(table, column).stream()
                  .map(spot -> spot.table().column(spot.column()))
                  .toList();
          new FreshNumbers(table, table.column(column), followers, joined, space).replace(renewed);
        }
      }
    }
    texts.ifPresent(FreshTexts::free);
  }

  private void route(Slices.Slice slice, EntryRouter router) {
    for (int at = slice.from(); at < slice.to(); at++) {
      int part = at;
      long[] dropped = new long[1];
      table.scan(
          part,
          column,
          (first, values) -> {
            long base = table.base(part) + first;
            dropped[0] += dropEmpty(values, base);
            router.add(base, values, null);
          });
      tally.add(table.name(), table.source(part), column, Rule.EMPTY_DROPPED, 0, dropped[0]);
    }
  }

  private long dropEmpty(Column values, long base) {
    for (int row = 0; values.empties().count() > 0 && row < values.size(); row++) {
      if (values.isEmpty(row)) {
        table.deleted().set(base + row);
      }
    }
    return values.empties().count();
  }

  private void checkFreshKeys() {
    if (!WholeNumbers.suit(type)) {
      throw new WeirException(
          Problem.of(
                  ErrorCode.KEYS_EXHAUSTED,
                  "There are no fresh keys for a key column of type " + type + ".",
                  "Choose an onKeyConflict that makes no new keys: source-priority, drop-all.")
              .at("table", table.name())
              .at("column", column));
    }
  }
}
