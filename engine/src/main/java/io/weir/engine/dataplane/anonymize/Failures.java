package io.weir.engine.dataplane.anonymize;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The place of a method, and what is told when it fails there. Of what a plugin throws only the
 * words of {@link InvalidParameters} and {@link MethodException} are shown, which promise to hold
 * no values.
 *
 * @param column empty text for a method that stands at the table
 */
record Failures(String table, String column, String method) {
  private static final String ASK_AUTHOR =
      "Report it to the plugin's author, or choose another method.";

  /** Does a part of the method's work. */
  <T> T during(String work, Supplier<T> part) {
    try {
      return part.get();
    } catch (WeirException e) {
      throw new WeirException(placed(e.problem()), e);
    } catch (InvalidParameters e) {
      throw failed("refuses its column or parameters", message(e), e);
    } catch (MethodException e) {
      throw new WeirException(
          placed(Problem.of(ErrorCode.METHOD_FAILED, message(e), e.advice())), e);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(work + " with " + e.getClass().getSimpleName(), ASK_AUTHOR, e);
    }
  }

  /** The method gave something else than it promised. */
  WeirException broken(String what) {
    return failed(what, ASK_AUTHOR, null);
  }

  private WeirException failed(String what, String advice, @Nullable Throwable cause) {
    return new WeirException(
        placed(
            Problem.of(
                ErrorCode.METHOD_FAILED,
                "The anonymization method " + method + " " + what + ".",
                advice)),
        cause);
  }

  private Problem placed(Problem problem) {
    Problem placed = problem.at("table", table).at("method", method);
    return column.isEmpty() ? placed : placed.at("column", column);
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
