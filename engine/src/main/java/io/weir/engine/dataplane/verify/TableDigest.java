package io.weir.engine.dataplane.verify;

import java.util.HexFormat;

/**
 * What a table holds, whatever the order of its records and columns: how many records, and 128 bits
 * over their columns' names and canonical values.
 */
public record TableDigest(long rows, long high, long low) {
  /** The digest of a table without records. */
  public static TableDigest none() {
    return new TableDigest(0, 0, 0);
  }

  /** Both tables' records together. */
  public TableDigest plus(TableDigest other) {
    return new TableDigest(rows + other.rows, high + other.high, low + other.low);
  }

  /** The 128 bits as 32 hexadecimal digits. */
  public String content() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
