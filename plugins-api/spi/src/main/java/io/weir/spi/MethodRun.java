package io.weir.spi;

/** What one use of a method may draw on while a run is executed. Thread-safe. */
public interface MethodRun {
  /**
   * 32 random bytes for this use of the method in this run, and the same whenever the run is
   * executed again. A secret: who knows it may undo what was drawn from it.
   */
  byte[] runSeed();

  /** As {@link #runSeed}, but the same in all runs of the module's versions. */
  byte[] moduleSeed();

  /**
   * As {@link #moduleSeed}, but the same for all uses of methods in the module that name the same
   * purpose: so what is drawn for one person is the same in all columns and tables.
   *
   * @throws MethodException if there is none where this runs
   */
  default byte[] sharedSeed(String purpose) {
    throw new MethodException(
        "There is no seed here that several columns share.",
        "Name a \"secret\" at each of the columns instead.");
  }

  /**
   * A secret by the name that {@link PreparedMethod#secrets()} told.
   *
   * @throws MethodException if there is none
   */
  Secret secret(String name);

  /** How many records the table has when the method begins; their positions count from 0. */
  long records();

  /** Room for what does not fit into memory; it is gone when the method's work is done. */
  Workspace workspace();
}
