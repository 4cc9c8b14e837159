package io.weir.spi;

/**
 * A plugin was given parameters it cannot work with. The message says which and what would be
 * right.
 */
public final class InvalidParameters extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String parameter;

  /**
   * @param parameter the name of the parameter at fault
   * @param advice what is wrong and what to write instead, one sentence; never a value of the
   *     user's data
   */
  public InvalidParameters(String parameter, String advice) {
    super(advice);
    this.parameter = parameter;
  }

  public String parameter() {
    return parameter;
  }
}
