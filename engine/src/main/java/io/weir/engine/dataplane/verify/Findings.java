package io.weir.engine.dataplane.verify;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.util.List;

/**
 * What one check found.
 *
 * @param table the table checked
 * @param promises how many promises were checked by this check alone
 * @param values how many values were looked at
 * @param digest of the records the check read whole, none if it read keys only
 */
public record Findings(
    String table, int promises, long values, TableDigest digest, List<Violation> violations) {
  public Findings {
    violations = List.copyOf(violations);
  }

  /**
   * A broken promise.
   *
   * @param rule which promise: {@code type}, {@code empty}, {@code range}, {@code primary key},
   *     {@code foreign key}, {@code row count}
   * @param count how many values or records break it
   * @param what what is wrong with them and where, following the count
   */
  public record Violation(
      String table, String column, String rule, long count, String what, String advice) {

    Violation plus(Violation other) {
      return new Violation(table, column, rule, count + other.count, what, advice);
    }

    Problem problem() {
      return Problem.of(ErrorCode.PROMISE_BROKEN, count + " " + what + ".", advice)
          .at("table", table)
          .at("column", column)
          .at("rule", rule)
          .at("count", Long.toString(count));
    }
  }
}
