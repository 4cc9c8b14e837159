package io.weir.engine.entity;

import io.weir.engine.vocabulary.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which names things may have: safe in a path, an address and a log. */
public enum Naming {
  /** A plain name. */
  NAME("letters, digits, dots, dashes and underscores"),
  /** A name that may have folders, such as {@code scripts/patients.py}. */
  PATH("letters, digits, dots, dashes, underscores and single slashes");

  private static final String PART = "[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*";
  private static final Pattern NAMES = Pattern.compile(PART);
  private static final Pattern PATHS = Pattern.compile(PART + "(/" + PART + ")*");
  private static final int LONGEST = 200;

  private final String allowed;

  Naming(String allowed) {
    this.allowed = allowed;
  }

  /** Why a name cannot be used, or empty when it can. */
  public Optional<Problem> refusal(String kind, String name) {
    Pattern pattern =
        switch (this) {
          case NAME -> NAMES;
          case PATH -> PATHS;
        };
    if (name.length() <= LONGEST && pattern.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Refusals.invalid(
            kind + "_id",
            "The name given for the " + kind + " cannot be used.",
            "Use 1 to " + LONGEST + " " + allowed + ", starting with a letter or digit."));
  }
}
