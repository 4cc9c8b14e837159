package io.weir.engine.dataplane.decode;

/**
 * Finds where records end. Looks only at bytes from the beginning of a record on, so that the same
 * bytes always end at the same places, however they arrived.
 */
sealed interface RecordEnds permits LineEnds, CsvEnds, ArrayEnds {
  /**
   * Looks through {@code [0, to)}, which begins where a record may begin.
   *
   * @param last whether the last end is wanted, or the first
   */
  Found find(byte[] bytes, int to, boolean last);

  /**
   * @param end behind the last byte of the record found, or 0
   * @param over where the records are over for good ({@code ]}), or -1; only when {@code end} is 0
   * @param fault what is wrong behind {@code end}, or empty
   * @param faultAt where
   * @param open whether the bytes end within something that must be closed, and where it began
   */
  record Found(int end, int over, String fault, int faultAt, String open) {
    static Found end(int end) {
      return new Found(end, -1, "", -1, "");
    }

    static Found open(int end, String what) {
      return new Found(end, -1, "", -1, what);
    }

    static Found over(int at) {
      return new Found(0, at, "", -1, "");
    }

    static Found fault(int end, String what, int at) {
      return new Found(end, -1, what, at, "");
    }
  }
}
