package io.weir.engine.definition;

import io.weir.spi.Parameters;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a table's collection protocol.
 *
 * @param name unique within the table; the same name in several tables is the same system
 * @param priority 0 is the highest
 * @param idleTimeout how long the source may stay silent
 */
public record SourcePlan(
    String name,
    int priority,
    Access access,
    Duration idleTimeout,
    Shape shape,
    Expected expected,
    Retries retries) {

  /** A source of which the document says no more. */
  public SourcePlan(String name, int priority, Access access, Duration idleTimeout) {
    this(
        name,
        priority,
        access,
        idleTimeout,
        Shape.standard(),
        Expected.standard(),
        Retries.standard());
  }

  /** The same source, fetched otherwise. */
  public SourcePlan with(Access other) {
    return new SourcePlan(name, priority, other, idleTimeout, shape, expected, retries);
  }

  /** How the records are fetched. */
  public sealed interface Access {
    /**
     * A program that prints JSON.
     *
     * @param script the script's name: in a document the path beside it
     * @param connection settings handed to the program, if it names any
     */
    record Script(String script, Optional<String> connection) implements Access {}

    /**
     * A connector on a connection.
     *
     * @param parameters query, table, file, format … as the connector understands them
     */
    record Connected(String connection, Parameters parameters) implements Access {}
  }

  /**
   * How the source's records differ from the table's.
   *
   * @param fields by the table's column the name of the source's field; columns that are not named
   *     have fields of their own name
   */
  public record Shape(
      Map<String, String> fields, ExtraFields extraFields, MissingColumns missingColumns) {
    public Shape {
      fields = Map.copyOf(fields);
    }

    public static Shape standard() {
      return new Shape(Map.of(), ExtraFields.COUNT, MissingColumns.REFUSE);
    }

    /** What the source calls a column of the table. */
    public String field(String column) {
      return fields.getOrDefault(column, column);
    }
  }

  /** What becomes of fields the table does not have. */
  public enum ExtraFields {
    /** They are left out and counted. */
    COUNT,
    /** They are left out. */
    IGNORE,
    /** The run fails. */
    REFUSE
  }

  /** What becomes of a column that the source does not have. */
  public enum MissingColumns {
    /** The run fails. */
    REFUSE,
    /** It is empty in all records of the source. */
    EMPTY
  }

  /**
   * How much is expected of the source.
   *
   * @param minimumRecords before any rule; 0 or more
   */
  public record Expected(long minimumRecords, OnTooFew onTooFew) {
    public static Expected standard() {
      return new Expected(1, OnTooFew.WARN);
    }
  }

  /** What becomes of a run whose source delivers fewer records than expected. */
  public enum OnTooFew {
    WARN,
    FAIL
  }

  /**
   * What is done when the source is not there for the moment.
   *
   * @param most how often in a row the source is tried again without getting any further
   * @param first how long to wait before the first of them; doubled each time, up to {@link
   *     #LONGEST}
   */
  public record Retries(int most, Duration first) {
    public static final Duration LONGEST = Duration.ofMinutes(5);

    public static Retries standard() {
      return new Retries(3, Duration.ofSeconds(1));
    }
  }
}
