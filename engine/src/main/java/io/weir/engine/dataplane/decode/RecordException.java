package io.weir.engine.dataplane.decode;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A source delivered something that cannot be taken. Whoever works on a chunk does not know how
 * many records came before it, so the record is counted from the chunk's beginning; {@link #in}
 * tells the whole story.
 */
public final class RecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String what;
  private final String advice;
  private final long record;
  private final transient Optional<String> column;
  private final long position;

  private RecordException(
      ErrorCode code,
      String what,
      String advice,
      long record,
      Optional<String> column,
      long position) {
    super(what, null, false, false);
    this.code = code;
    this.what = what;
    this.advice = advice;
    this.record = record;
    this.column = column;
    this.position = position;
  }

  /**
   * The bytes are not well-formed.
   *
   * @param what half a sentence such as {@code a quoted value is never closed}
   * @param record from 0 within the chunk
   * @param position of the byte in the stream, from 0
   */
  public static RecordException malformed(String what, long record, long position) {
    return new RecordException(
        ErrorCode.SOURCE_MALFORMED,
        what,
        "Mend what the source delivers, then start the run again.",
        record,
        Optional.empty(),
        position);
  }

  /** A record that is larger than allowed. */
  public static RecordException tooLarge(int maxRecordBytes, long record, long position) {
    return new RecordException(
        ErrorCode.SOURCE_TOO_LARGE,
        "it is longer than the " + maxRecordBytes + " bytes a record may have",
        "Check that the source ends each record, or allow larger records in the configuration.",
        record,
        Optional.empty(),
        position);
  }

  /** A wanted column that the source does not deliver. */
  public static RecordException columnMissing(
      String column, String field, Optional<String> nearest) {
    return new RecordException(
        ErrorCode.COLUMN_MISSING,
        (field.equals(column)
                ? "there is no column \"" + column + "\""
                : "there is no field \"" + field + "\" for the column \"" + column + "\"")
            + nearest.map(name -> "; the nearest name there is " + QuotedName.of(name)).orElse(""),
        "Let the source deliver the column, or mend its name in the module document.",
        -1,
        Optional.of(column),
        -1);
  }

  /** A source with none of the wanted columns. */
  public static RecordException noColumns() {
    return new RecordException(
        ErrorCode.COLUMN_MISSING,
        "it has none of the table's columns",
        "Check that it is the right source, and the names of its fields in the module document.",
        -1,
        Optional.empty(),
        -1);
  }

  /**
   * A field that the table does not have.
   *
   * @param name unless it may be a value of the data
   * @param record from 0 within the chunk; negative when all records have it
   */
  public static RecordException extraField(Optional<String> name, long record, long position) {
    return new RecordException(
        ErrorCode.EXTRA_FIELD,
        name.map(field -> "the table has no column for the field " + QuotedName.of(field))
            .orElse("it has fields, and none of them is a column of the table"),
        "Let the source leave it out, add the column to the module document, or let extra fields be"
            + " counted or ignored.",
        record,
        Optional.empty(),
        position);
  }

  /**
   * A value that cannot be read as its column's type.
   *
   * @param what the class of the value and what was expected; never the value
   * @param record from 0 within the chunk
   */
  public static RecordException typeViolation(String what, long record, String column) {
    return new RecordException(
        ErrorCode.TYPE_VIOLATION,
        what,
        "Mend the source or the column's type, or let the column's type violations be dropped or"
            + " treated as empty.",
        record,
        Optional.of(column),
        -1);
  }

  /** The record, from 0 within the chunk; negative when it is not about one record. */
  public long record() {
    return record;
  }

  public ErrorCode code() {
    return code;
  }

  /** The problem with all its coordinates, of a source whose fields are called as the columns. */
  public WeirException in(String table, String source, long recordsBefore) {
    return in(table, source, recordsBefore, UnaryOperator.identity());
  }

  /**
   * The problem with all its coordinates.
   *
   * @param recordsBefore how many records of the source come before the chunk
   * @param fields what the source calls a column
   */
  public WeirException in(
      String table, String source, long recordsBefore, UnaryOperator<String> fields) {
    Optional<String> field =
        column.map(name -> fields.apply(name)).filter(name -> !name.equals(column.get()));
    StringBuilder place = new StringBuilder("Table " + table + ", source " + source);
    if (record >= 0) {
      place.append(", record ").append(recordsBefore + record + 1);
    }
    if (code == ErrorCode.TYPE_VIOLATION) {
      column.ifPresent(name -> place.append(", column ").append(name));
      field.ifPresent(name -> place.append(" (field ").append(name).append(')'));
    }
    if (position >= 0) {
      place.append(", byte ").append(position);
    }
    Problem problem =
        Problem.of(code, place + ": " + what + ".", advice).at("table", table).at("source", source);
    if (record >= 0) {
      problem = problem.at("record", Long.toString(recordsBefore + record + 1));
    }
    if (position >= 0) {
      problem = problem.at("byte", Long.toString(position));
    }
    if (column.isPresent()) {
      problem = problem.at("column", column.get());
    }
    if (field.isPresent()) {
      problem = problem.at("field", field.get());
    }
    return new WeirException(problem, this);
  }
}
