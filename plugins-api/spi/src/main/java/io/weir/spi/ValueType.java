package io.weir.spi;

/** The type of a column's values, and by it the {@link Column} layout that carries them. */
public enum ValueType {
  /** UTF-8 text; {@link BytesColumn}. */
  STRING,
  /** {@link BooleanColumn}. */
  BOOLEAN,
  /** 64-bit signed; {@link LongColumn}. */
  INTEGER,
  /** Exact decimal of any size; {@link DecimalColumn}. */
  DECIMAL,
  /** IEEE 754 binary64; {@link DoubleColumn}. */
  DOUBLE,
  /** Days since 1970-01-01; {@link LongColumn}. */
  DATE,
  /** Microseconds since midnight; {@link LongColumn}. */
  TIME,
  /** Microseconds since 1970-01-01T00:00:00Z; {@link LongColumn}. */
  DATETIME,
  /** Raw bytes; {@link BytesColumn}. */
  BINARY,
  /** One JSON value as UTF-8 text; {@link BytesColumn}. */
  JSON;

  /** Whether values of this type are carried by a {@link LongColumn}. */
  public boolean isLong() {
    return this == INTEGER || this == DATE || this == TIME || this == DATETIME;
  }

  /** Whether values of this type are carried by a {@link BytesColumn}. */
  public boolean isBytes() {
    return this == STRING || this == BINARY || this == JSON;
  }
}
