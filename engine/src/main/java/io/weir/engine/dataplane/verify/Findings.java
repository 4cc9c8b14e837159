package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What one check found.
 *
 * @param table the table checked
 * @param promises how many promises were checked by this check alone
 * @param values how many values were looked at
 * @param digest of the records the check read whole, none if it read keys only
 * @param risk how likely somebody is found in the table, if the check recomputed that
 * @param repeats texts that repeat what is hidden, if the check looked for them
 */
public record Findings(
    String table,
    int promises,
    long values,
    TableDigest digest,
    List<Violation> violations,
    Optional<TableRisk> risk,
    List<TableRisk.Repeats> repeats) {
  public Findings {
    violations = List.copyOf(violations);
    repeats = List.copyOf(repeats);
  }

  /** Of a check that does not look at texts. */
  public Findings(
      String table,
      int promises,
      long values,
      TableDigest digest,
      List<Violation> violations,
      Optional<TableRisk> risk) {
    this(table, promises, values, digest, violations, risk, List.of());
  }

  /** Of a check of texts. */
  static Findings ofRepeats(String table, long values, List<TableRisk.Repeats> repeats) {
    return new Findings(table, 0, values, TableDigest.none(), List.of(), Optional.empty(), repeats);
  }

  /** Of a check that does not look at risks. */
  public Findings(
      String table, int promises, long values, TableDigest digest, List<Violation> violations) {
    this(table, promises, values, digest, violations, Optional.empty());
  }

  /**
   * A broken promise.
   *
   * @param rule which promise: {@code type}, {@code empty}, {@code range}, {@code primary key},
   *     {@code foreign key}, {@code row count}, {@code k-anonymity}, {@code anatomization} …
   * @param count how many values or records break it
   * @param what what is wrong with them and where, following the count
   */
  public record Violation(
      String table, String column, String rule, long count, String what, String advice) {

    /** By which violations of several parts are one, and come in order. */
    String place() {
      return String.join("\u0000", table, column, rule, what);
    }

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
