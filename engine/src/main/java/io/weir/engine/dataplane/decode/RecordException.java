package io.weir.engine.dataplane.decode;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.Optional;

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
  public static RecordException columnMissing(String column, Optional<String> nearest) {
    return new RecordException(
        ErrorCode.COLUMN_MISSING,
        "there is no column \""
            + column
            + "\""
            + nearest.map(name -> "; the nearest name there is \"" + name + "\"").orElse(""),
        "Let the source deliver the column, or mend its name in the module document.",
        -1,
        Optional.of(column),
        -1);
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

  /**
   * The problem with all its coordinates.
   *
   * @param recordsBefore how many records of the source come before the chunk
   */
  public WeirException in(String table, String source, long recordsBefore) {
    StringBuilder place = new StringBuilder("Table " + table + ", source " + source);
    if (record >= 0) {
      place.append(", record ").append(recordsBefore + record + 1);
    }
    if (code == ErrorCode.TYPE_VIOLATION) {
      column.ifPresent(name -> place.append(", column ").append(name));
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
    return new WeirException(problem, this);
  }
}
