package io.weir.engine.dataplane;

import java.util.List;

/**
 * A record that a field rule dropped, as its source delivered it.
 *
 * @param source the source's priority
 * @param position its number in the source, from 1
 * @param column whose rule dropped it
 * @param fields those that were delivered, in document order of their columns
 * @param cut whether fields are missing because the record is large
 */
public record RejectedRecord(
    int source, long position, String column, Rule rule, List<Field> fields, boolean cut) {
  public RejectedRecord {
    fields = List.copyOf(fields);
  }

  /**
   * @param cut whether the text is only the beginning of what was delivered
   */
  public record Field(String column, String text, boolean cut) {
    /** Without the text: it is personal data. */
    @Override
    public String toString() {
      return "Field[column=" + column + "]";
    }
  }
}
