package io.weir.engine.proposal;

import io.weir.spi.ValueType;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A table as it was found.
 *
 * @param name what it is called where it was found; any text
 * @param place where it was found, for people: a file's name, or a connection's and a table's
 * @param source the terms of the source that reads it, in order
 * @param columns its columns in order, with different names; may be none
 * @param records how many records were seen, or are estimated
 * @param whole whether every record was seen
 * @param key what is known of its primary key: columns, none if it has none; not known for samples
 * @param references foreign keys that are known
 * @param remarks what people should know of it
 */
record FoundTable(
    String name,
    String place,
    Map<String, Object> source,
    List<Found> columns,
    OptionalLong records,
    boolean whole,
    Key key,
    List<KnownReference> references,
    List<String> remarks) {
  FoundTable {
    columns = List.copyOf(columns);
    references = List.copyOf(references);
    remarks = List.copyOf(remarks);
  }

  /** A column. */
  record Found(String name, Evidence evidence) {}

  /** What is known of a column. */
  sealed interface Evidence {
    /**
     * Some of its values.
     *
     * @param cells one for each record that was seen
     */
    record Sampled(List<Cell> cells) implements Evidence {
      public Sampled {
        cells = List.copyOf(cells);
      }
    }

    /** What the system says of it. */
    record Declared(ValueType type) implements Evidence {}
  }

  /** A value of a sample. */
  sealed interface Cell {
    /** No value: no such field, or JSON null. */
    record Absent() implements Cell {}

    /** A text, number or truth value, as it is written without quotes. */
    record Plain(String text) implements Cell {}

    /** A JSON object or array. */
    record Nested() implements Cell {}

    Cell ABSENT = new Absent();
    Cell NESTED = new Nested();
  }

  /** What is known of a primary key. */
  sealed interface Key {
    /** Nothing: it must be guessed from the values. */
    record Unknown() implements Key {}

    /**
     * What the system says.
     *
     * @param columns none if there is no key
     */
    record Known(List<String> columns) implements Key {
      public Known {
        columns = List.copyOf(columns);
      }
    }
  }

  /**
   * A foreign key that the system knows.
   *
   * @param table the name of the table it refers to, as {@link FoundTable#name()}
   */
  record KnownReference(List<String> columns, String table, List<String> referenced) {}
}
