package io.weir.engine.dataplane;

import io.weir.spi.Secret;

/**
 * The secrets of anonymization methods. Implemented by {@code storage}; calls block. Safe for use
 * by many threads.
 *
 * <p>Documents name a secret as {@code name}, which is its newest version, or as {@code name@2},
 * which is version 2 for ever; such a text is called a reference.
 */
public interface Secrets {
  /**
   * @throws io.weir.engine.vocabulary.WeirException NOT_FOUND if no version is left
   */
  Secret newest(String name);

  /**
   * @throws io.weir.engine.vocabulary.WeirException NOT_FOUND if there is none or it was deleted
   */
  Secret version(String name, int version);

  /** Whether a reference would be found now. */
  boolean has(String reference);

  /**
   * What a reference means to a run: the newest version at the moment the run asks first, and the
   * very same whenever it asks again, so that a run that is gone on with after a rotation makes
   * what it would have made before.
   *
   * @throws io.weir.engine.vocabulary.WeirException NOT_FOUND if there is none or it was deleted
   */
  Secret forRun(String run, String reference);

  /** For a data plane without secrets: none is found. */
  static Secrets none() {
    return new Secrets() {
      @Override
      public Secret newest(String name) {
        throw SecretReference.of(name).absent();
      }

      @Override
      public Secret version(String name, int version) {
        throw SecretReference.of(name + "@" + version).absent();
      }

      @Override
      public boolean has(String reference) {
        return false;
      }

      @Override
      public Secret forRun(String run, String reference) {
        throw SecretReference.of(reference).absent();
      }
    };
  }
}
