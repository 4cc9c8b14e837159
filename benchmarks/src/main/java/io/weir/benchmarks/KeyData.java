package io.weir.benchmarks;

/**
 * Keys that are the same for both sides, from formulas alone: record {@code p} of {@code rows} has
 * the place {@code i = (p * STEP + 17) mod rows} in an imagined sorted table, in which as many
 * records as wanted share their key with exactly one other; half of the records come from each of
 * two sources. A child points at the key of a place drawn in the same way; one in a thousand at
 * nothing.
 *
 * @param conflicting how many of a million records share their key with another
 * @param text whether keys are texts
 */
record KeyData(long rows, long conflicting, boolean text) {
  static final long STEP = 1_000_000_007L;
  static final long CHILD_STEP = 998_244_353L;
  static final int NO_PARENT = 1_000;

  /** How many different keys there are. */
  long distinct() {
    return rows - rows / 2 * conflicting / 1_000_000;
  }

  long key(long record) {
    return (record * STEP + 17) % rows % distinct();
  }

  /** The key a child points at. */
  long reference(long record) {
    long place = (record * CHILD_STEP + 29) % rows;
    return place % NO_PARENT == 0 ? rows + place : place % distinct();
  }

  /** {@link #key} in SQL, of a column {@code p}. */
  String keySql() {
    return typed("((p * %d + 17) %% %d %% %d)".formatted(STEP, rows, distinct()));
  }

  /** {@link #reference} in SQL, of a column {@code p}. */
  String referenceSql() {
    String place = "((p * %d + 29) %% %d)".formatted(CHILD_STEP, rows);
    return typed(
        "(CASE WHEN %1$s %% %2$d = 0 THEN %3$d + %1$s ELSE %1$s %% %4$d END)"
            .formatted(place, NO_PARENT, rows, distinct()));
  }

  /** The priority of a record's source in SQL, of a column {@code p}. */
  String sourceSql() {
    return "CAST(p >= %d AS INTEGER)".formatted(rows / 2);
  }

  private String typed(String number) {
    return text ? "'customer-' || " + number : number;
  }
}
