package io.weir.engine.dataplane;

/**
 * Encrypts samples of rejected records, and nothing else, with a key of the node. Implemented by
 * {@code storage}. Safe for use by many threads.
 *
 * <p>Failures are {@link io.weir.engine.vocabulary.WeirException}s of code STORAGE_FAILED.
 */
public interface SampleSeal {
  /**
   * @param place what the sealed bytes are of; they can be opened as nothing else
   */
  byte[] seal(String place, byte[] bytes);

  /**
   * @throws BrokenSeal if the bytes were not sealed with this key as this, or were changed
   */
  byte[] open(String place, byte[] sealed);

  /** Bytes that cannot be opened. */
  final class BrokenSeal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenSeal(Throwable cause) {
      super("the seal is broken or of another key", cause);
    }
  }

  /** For a data plane without a key: what needs one fails. */
  static SampleSeal none() {
    return new SampleSeal() {
      @Override
      public byte[] seal(String place, byte[] bytes) {
        throw new IllegalStateException("there is no key to seal samples with");
      }

      @Override
      public byte[] open(String place, byte[] sealed) {
        throw new IllegalStateException("there is no key to open samples with");
      }
    };
  }
}
