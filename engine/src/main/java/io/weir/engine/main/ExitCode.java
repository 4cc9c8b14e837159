package io.weir.engine.main;

/** What the command line ends with; {@code weir --help} tells people. */
final class ExitCode {
  /** Everything was done. */
  static final int DONE = 0;

  /** The data, the document or the run has a problem; it was told. */
  static final int PROBLEM = 1;

  /** The command was not understood. */
  static final int USAGE = 2;

  /** The machine lacks something: a port, a folder, a database. */
  static final int ENVIRONMENT = 3;

  /** A defect of Weir. */
  static final int DEFECT = 4;

  static final String[] HELP = {
    "0: everything was done",
    "1: the data, the document or the run has a problem",
    "2: the command was not understood",
    "3: the machine lacks something: a port, a folder, a database",
    "4: a defect of Weir"
  };

  private ExitCode() {}
}
