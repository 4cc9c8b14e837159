package io.weir.engine.proposal;

/** A sample cannot be read. Its message and advice hold no value of the sample. */
public final class SampleProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  SampleProblem(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  /** What to do, one sentence. */
  public String advice() {
    return advice;
  }
}
