package io.weir.engine.dataplane;

import io.weir.spi.MethodException;

/**
 * Secret seeds for methods that draw something: 32 bytes each, derived from a key of the node's, so
 * they need not be kept and nobody else can know them. Implemented by {@code storage}.
 *
 * <p>They are unrelated to each other unless every argument is the same: whoever knows some of them
 * knows nothing of the others.
 */
public interface Seeds {
  /** For one use of a method in one run, however often it is executed. */
  byte[] runSeed(String run, String table, String place, String method);

  /** For one use of a method in all versions of a module. */
  byte[] moduleSeed(String module, String table, String place, String method);

  /** For a data plane without a key: methods that draw something fail. */
  static Seeds none() {
    return new Seeds() {
      @Override
      public byte[] runSeed(String run, String table, String place, String method) {
        throw new MethodException(NO_KEY, ADVICE);
      }

      @Override
      public byte[] moduleSeed(String module, String table, String place, String method) {
        throw new MethodException(NO_KEY, ADVICE);
      }
    };
  }

  /** What is told then. */
  String NO_KEY = "There is no key that random numbers could be drawn from.";

  /** What to do then. */
  String ADVICE = "Execute the run on a node, which has one.";
}
