package io.weir.spi;

import java.util.Map;

/**
 * What a target says of a committed delivery.
 *
 * @param location where a person finds it, such as a schema's name
 * @param rows the records of each table as counted by the target
 */
public record Receipt(String location, Map<String, Long> rows) {
  public Receipt {
    rows = Map.copyOf(rows);
  }
}
