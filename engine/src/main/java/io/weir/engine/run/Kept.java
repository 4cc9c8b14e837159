package io.weir.engine.run;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What there is of something that is kept beside a run, table by table, until its outbox is
 * cleared. What became of one table's says nothing of the others.
 */
public sealed interface Kept<T> {
  /** There never was one: the run is not verified yet, or the table has none. */
  record NotTaken<T>() implements Kept<T> {}

  /** It is there. */
  record Available<T>(T value) implements Kept<T> {}

  /** It was deleted, with the outbox. */
  record NotKept<T>() implements Kept<T> {}

  /** It is not as it was written, or cannot be read. */
  record Damaged<T>() implements Kept<T> {}

  /** Reads one. */
  static <T> Kept<T> of(Supplier<Optional<T>> reading) {
    try {
      return reading.get().<Kept<T>>map(Available::new).orElseGet(NotKept::new);
    } catch (WeirException e) {
      ErrorCode code = e.problem().code();
      if (code == ErrorCode.DAMAGED_PART || code == ErrorCode.STORAGE_FAILED) {
        return new Damaged<>();
      }
      throw e;
    }
  }

  /** What there is, if it is there. */
  default Optional<T> available() {
    return switch (this) {
      case Available<T>(T value) -> Optional.of(value);
      case NotTaken<T> _, NotKept<T> _, Damaged<T> _ -> Optional.empty();
    };
  }
}
