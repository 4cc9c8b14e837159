package io.weir.engine.entity;

import io.weir.engine.vocabulary.WeirException;

/**
 * Which page of a list.
 *
 * @param size how many entries at most
 * @param token from the previous page, or empty text for the first
 */
public record PageRequest(int size, String token) {
  private static final int LARGEST = 1000;
  private static final int USUAL = 100;

  /**
   * A request as it comes from a caller.
   *
   * @param size 0 means 100
   * @throws WeirException INVALID_REQUEST if the size is not in 0 … 1000
   */
  public static PageRequest of(int size, String token) {
    if (size < 0 || size > LARGEST) {
      throw new WeirException(
          Refusals.invalid(
              "page_size",
              "A page of " + size + " entries is not possible.",
              "Ask for at most " + LARGEST + " entries; 0 means " + USUAL + "."));
    }
    return new PageRequest(size == 0 ? USUAL : size, token);
  }

  public static PageRequest first() {
    return new PageRequest(USUAL, "");
  }
}
