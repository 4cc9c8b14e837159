package io.weir.spi;

/** What a column tells of the person behind a record. */
public enum ColumnRole {
  /** Names the person by itself. */
  IDENTIFYING,
  /** Together with others it may single the person out. */
  QUASI_IDENTIFYING,
  /** What nobody should learn of the person. */
  SENSITIVE,
  INSENSITIVE
}
