package io.weir.engine.dataplane;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.OptionalInt;

/**
 * A secret as documents name it: {@code name} or {@code name@2}.
 *
 * @param version empty for the newest
 */
public record SecretReference(String name, OptionalInt version) {
  private static final int DIGITS = 9;

  /** Reads a reference; one whose end is no version is a name as a whole, which nothing has. */
  public static SecretReference of(String text) {
    int at = text.lastIndexOf('@');
    String version = text.substring(at + 1);
    return at > 0 && version.matches("[1-9][0-9]*") && version.length() <= DIGITS
        ? new SecretReference(text.substring(0, at), OptionalInt.of(Integer.parseInt(version)))
        : new SecretReference(text, OptionalInt.empty());
  }

  /** That there is no such secret. */
  public WeirException absent() {
    Problem problem =
        version.isEmpty()
            ? Problem.of(
                ErrorCode.NOT_FOUND,
                "There is no secret \"" + name + "\" for anonymization methods.",
                "Make it with: weir secrets create " + name)
            : Problem.of(
                ErrorCode.NOT_FOUND,
                "There is no version %d of the secret \"%s\" for anonymization methods."
                    .formatted(version.getAsInt(), name),
                "See which there are with: weir secrets list. A version that was deleted does not"
                    + " come back; what was made with it cannot be made again.");
    return new WeirException(problem.at("secret", toString()));
  }

  @Override
  public String toString() {
    return version.isEmpty() ? name : name + "@" + version.getAsInt();
  }
}
