package io.weir.engine.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A generated module: what its document says and what its sources hold. Both Weir and the oracle
 * are fed from it, each in its own way; it knows neither.
 *
 * @param seed what it was generated from
 */
record ModuleCase(long seed, List<Table> tables) {
  static final String NAME = "generated";

  /**
   * @param strategy of conflicts; of no meaning without a primary key
   * @param sources the most trusted first
   */
  record Table(
      String name,
      List<Column> columns,
      Optional<String> primaryKey,
      String strategy,
      List<Source> sources) {

    Column column(String column) {
      return columns.stream().filter(it -> it.name().equals(column)).findFirst().orElseThrow();
    }
  }

  /**
   * A column; an empty optional stands for a term that the document leaves out.
   *
   * @param datatype as the document names the type
   */
  record Column(
      String name,
      Type type,
      String datatype,
      Facets facets,
      Optional<List<String>> nullTexts,
      Optional<String> onEmpty,
      Optional<String> replacement,
      Optional<String> onTypeViolation,
      Bounds bounds,
      Optional<Reference> references) {

    Column with(Bounds others) {
      return new Column(
          name,
          type,
          datatype,
          facets,
          nullTexts,
          onEmpty,
          replacement,
          onTypeViolation,
          others,
          references);
    }

    Column withOnEmpty(Optional<String> word, Optional<String> value) {
      return new Column(
          name,
          type,
          datatype,
          facets,
          nullTexts,
          word,
          value,
          onTypeViolation,
          bounds,
          references);
    }

    Column with(Facets others) {
      return new Column(
          name,
          type,
          datatype,
          others,
          nullTexts,
          onEmpty,
          replacement,
          onTypeViolation,
          bounds,
          references);
    }

    Column withOnTypeViolation(Optional<String> word) {
      return new Column(
          name, type, datatype, facets, nullTexts, onEmpty, replacement, word, bounds, references);
    }

    Column withoutReference() {
      return new Column(
          name,
          type,
          datatype,
          facets,
          nullTexts,
          onEmpty,
          replacement,
          onTypeViolation,
          bounds,
          Optional.empty());
    }
  }

  /**
   * How texts are written beyond their type.
   *
   * @param format as documents write it; empty for none
   */
  record Facets(String format, int minLength, int maxLength) {
    static final Facets NONE = new Facets("", 0, Integer.MAX_VALUE);

    boolean limitLengths() {
      return minLength > 0 || maxLength < Integer.MAX_VALUE;
    }
  }

  /** A range; without bounds there is none. */
  record Bounds(
      Optional<String> minimum,
      Optional<String> maximum,
      boolean withoutMinimum,
      boolean withoutMaximum,
      String onOutOfRange) {
    static Bounds none() {
      return new Bounds(Optional.empty(), Optional.empty(), false, false, "drop");
    }

    boolean exist() {
      return minimum.isPresent() || maximum.isPresent();
    }
  }

  record Reference(String table, String column) {}

  /**
   * @param name of the system: the same name at several tables is the same system
   */
  record Source(String name, Layout layout, Shape shape, List<Row> rows) {
    Source with(List<Row> others) {
      return new Source(name, layout, shape, others);
    }
  }

  /**
   * How a source differs from its table.
   *
   * @param fields by column the name of the source's field, where it is another one
   * @param missing the columns it does not have
   * @param mayMiss whether these are empty there; else the run fails
   * @param extraFields {@code count}, {@code ignore} or {@code refuse}
   * @param minimumRecords how many are expected
   * @param onTooFew what becomes of fewer: {@code warn} or {@code fail}
   */
  record Shape(
      Map<String, String> fields,
      List<String> missing,
      boolean mayMiss,
      String extraFields,
      int minimumRecords,
      String onTooFew) {
    static Shape standard() {
      return new Shape(Map.of(), List.of(), true, "count", 1, "warn");
    }

    String field(String name) {
      return fields.getOrDefault(name, name);
    }
  }

  enum Format {
    CSV,
    NDJSON,
    JSON
  }

  /**
   * How a source's records are written.
   *
   * @param fields in the order of the CSV's header: the table's columns and others
   * @param headerInDocument whether the document names the fields, and the file does not
   * @param style decides what may be written in several ways: quotes, escapes, spaces
   */
  record Layout(
      Format format,
      char delimiter,
      char quote,
      String lineEnd,
      boolean headerInDocument,
      boolean endsWithLineEnd,
      List<String> fields,
      long style) {

    /** The plainest file with these fields. */
    static Layout plain(Format format, List<String> fields) {
      return new Layout(format, ',', '"', "\n", false, true, fields, 0);
    }
  }

  /** A record's fields by name; what is not in the map is not in the record. */
  record Row(Map<String, Field> fields) {}

  /** What stands in a field. */
  sealed interface Field {
    /** A text: of a CSV field, or a JSON string. */
    record Text(String text) implements Field {}

    /** JSON as it is written, but no {@code null}. */
    record Written(String json) implements Field {
      boolean isNested() {
        return json.startsWith("{") || json.startsWith("[");
      }
    }

    /** JSON's {@code null}. */
    record Null() implements Field {}
  }
}
