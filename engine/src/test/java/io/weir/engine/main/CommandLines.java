package io.weir.engine.main;

import java.util.ArrayList;
import java.util.List;

/** The command line, for tests outside this package. */
public final class CommandLines {
  private CommandLines() {}

  /**
   * What is wrong with a command and its options, or nothing. Help is asked for as well, so that
   * nothing is done.
   */
  public static String misunderstanding(List<String> arguments) {
    List<String> more = new ArrayList<>(arguments);
    more.add("--help");
    Spoken spoken = Spoken.by(more.toArray(String[]::new));
    return spoken.code() == 0 ? "" : spoken.err();
  }

  /** What a command that succeeds says on standard output. */
  public static String said(String... arguments) {
    Spoken spoken = Spoken.by(arguments);
    if (spoken.code() != 0) {
      throw new AssertionError("ended with " + spoken.code() + ": " + spoken.err());
    }
    return spoken.out();
  }
}
