package io.weir.engine.definition;

import io.weir.spi.ColumnRole;
import io.weir.spi.Parameters;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * @param facets what the type demands of texts beyond its kind of value
 * @param nullTokens texts that stand for an empty value
 * @param onTypeViolation what becomes of a value that cannot be read as the column's type
 * @param anonymization the method that will be applied, the column's own or inherited from the key
 *     it references
 * @param role what it tells of the person behind a record, if the document says so
 */
public record ColumnPlan(
    String name,
    ValueType type,
    Facets facets,
    Set<String> nullTokens,
    OnEmpty onEmpty,
    Optional<Range> range,
    OnTypeViolation onTypeViolation,
    Optional<Anonymization> anonymization,
    Optional<ColumnRole> role) {
  public ColumnPlan {
    nullTokens = Set.copyOf(nullTokens);
  }

  /** A column of which the document does not say what it tells of persons. */
  public ColumnPlan(
      String name,
      ValueType type,
      Facets facets,
      Set<String> nullTokens,
      OnEmpty onEmpty,
      Optional<Range> range,
      OnTypeViolation onTypeViolation,
      Optional<Anonymization> anonymization) {
    this(
        name,
        type,
        facets,
        nullTokens,
        onEmpty,
        range,
        onTypeViolation,
        anonymization,
        Optional.empty());
  }

  /** A column whose texts are in the standard form of its type. */
  public ColumnPlan(
      String name,
      ValueType type,
      Set<String> nullTokens,
      OnEmpty onEmpty,
      Optional<Range> range,
      OnTypeViolation onTypeViolation,
      Optional<Anonymization> anonymization) {
    this(name, type, Facets.NONE, nullTokens, onEmpty, range, onTypeViolation, anonymization);
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
   * @param minimum canonical text of the column's type
   * @param maximum canonical text of the column's type
   * @param withoutMinimum whether the minimum itself lies outside; only where a type has no least
   *     value above it: DECIMAL, DOUBLE and STRING
   * @param withoutMaximum likewise
   */
  public record Range(
      Optional<String> minimum,
      Optional<String> maximum,
      boolean withoutMinimum,
      boolean withoutMaximum,
      OnOutOfRange onOutOfRange) {

    /** A range that includes its bounds. */
    public Range(Optional<String> minimum, Optional<String> maximum, OnOutOfRange onOutOfRange) {
      this(minimum, maximum, false, false, onOutOfRange);
    }
  }

  /** What becomes of a value outside the range. */
  public enum OnOutOfRange {
    DROP,
    CLAMP
  }

  /**
   * A method and what the document says to it.
   *
   * @param inherited where it is declared, if that is not the column itself
   */
  public record Anonymization(String method, Parameters parameters, Optional<Inherited> inherited) {

    /** A method that is declared where it is applied. */
    public Anonymization(String method, Parameters parameters) {
      this(method, parameters, Optional.empty());
    }
  }

  /**
   * The key from which a foreign key has its method.
   *
   * @param schema of the key's table
   */
  public record Inherited(
      TableSchema schema,
      String column,
      Optional<String> primaryKey,
      Map<String, ColumnRole> roles) {
    public Inherited {
      roles = Map.copyOf(roles);
    }

    public String table() {
      return schema.name();
    }
  }
}
