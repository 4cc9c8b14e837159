package io.weir.engine.main;

/**
 * Where a command speaks.
 *
 * @param out results
 * @param err progress and problems, when the results are for a program
 */
record Streams(Terminal out, Terminal err) {
  /** Where people are told what goes on. */
  Terminal people(boolean json) {
    return json ? err : out;
  }
}
