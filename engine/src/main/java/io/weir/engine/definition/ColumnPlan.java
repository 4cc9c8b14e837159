package io.weir.engine.definition;

import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.util.Optional;
import java.util.Set;

/**
 * @param nullTokens texts that stand for an empty value
 * @param onTypeViolation what becomes of a value that cannot be read as the column's type
 * @param anonymization the method that will be applied, the column's own or inherited from the key
 *     it references
 */
public record ColumnPlan(
    String name,
    ValueType type,
    Set<String> nullTokens,
    OnEmpty onEmpty,
    Optional<Range> range,
    OnTypeViolation onTypeViolation,
    Optional<Anonymization> anonymization) {
  public ColumnPlan {
    nullTokens = Set.copyOf(nullTokens);
  }

  /** What becomes of an empty value. */
  public sealed interface OnEmpty {
    /** It stays empty. */
    record Pass() implements OnEmpty {}

    /**
     * @param value canonical text of the column's type, inside its range
     */
    record Replace(String value) implements OnEmpty {}

    /** Its record goes. */
    record Drop() implements OnEmpty {}
  }

  /** What becomes of a value that cannot be read as the column's type. */
  public enum OnTypeViolation {
    FAIL,
    DROP,
    EMPTY
  }

  /**
   * @param minimum inclusive, canonical text of the column's type
   * @param maximum inclusive, canonical text of the column's type
   */
  public record Range(
      Optional<String> minimum, Optional<String> maximum, OnOutOfRange onOutOfRange) {}

  /** What becomes of a value outside the range. */
  public enum OnOutOfRange {
    DROP,
    CLAMP
  }

  /** A method and what the document says to it. */
  public record Anonymization(String method, Parameters parameters) {}
}
