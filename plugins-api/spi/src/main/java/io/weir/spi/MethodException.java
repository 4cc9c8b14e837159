package io.weir.spi;

/**
 * A method cannot go on with the records it met. The run ends with both texts, so neither may hold
 * a value of a record.
 */
public class MethodException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /**
   * @param what one sentence on what happened to which column
   * @param advice what to do about it
   */
  public MethodException(String what, String advice) {
    super(what);
    this.advice = advice;
  }

  public String advice() {
    return advice;
  }
}
