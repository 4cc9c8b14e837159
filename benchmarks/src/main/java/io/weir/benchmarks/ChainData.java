package io.weir.benchmarks;

import java.util.function.LongUnaryOperator;

/**
 * The references of a chain of tables: those of the second table point at nothing one time in ten.
 */
final class ChainData {
  private static final int BROKEN = 10;

  private ChainData() {}

  static LongUnaryOperator of(String table, long rows) {
    boolean breaks = table.equals("t2");
    return record -> {
      long place = (record * KeyData.CHILD_STEP + 29) % rows;
      return breaks && place % BROKEN == 0 ? rows + place : place;
    };
  }

  /** The same in SQL, of a column {@code p}. */
  static String sql(String table, long rows) {
    String place = "((p * %d + 29) %% %d)".formatted(KeyData.CHILD_STEP, rows);
    return table.equals("t2")
        ? "CASE WHEN %1$s %% %2$d = 0 THEN %3$d + %1$s ELSE %1$s END".formatted(place, BROKEN, rows)
        : place;
  }
}
