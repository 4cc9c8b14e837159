package io.weir.engine.definition;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version number of Semantic Versioning 2.0.0. Ordered by precedence, so build metadata does not
 * count.
 *
 * @param preRelease the dot-separated identifiers after {@code -}; empty for a release
 * @param build the text after {@code +}, or empty
 */
public record SemanticVersion(
    BigInteger major, BigInteger minor, BigInteger patch, List<String> preRelease, String build)
    implements Comparable<SemanticVersion> {
  private static final int LONGEST = 128;
  private static final String NUMBER = "(0|[1-9][0-9]*)";
  private static final String IDENTIFIER = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
  private static final Pattern VERSION =
      Pattern.compile(
          NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(?:-("
              + IDENTIFIER
              + "(?:\\."
              + IDENTIFIER
              + ")*))?(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");

  public SemanticVersion {
    preRelease = List.copyOf(preRelease);
  }

  /** The version a text of at most 128 characters states, if it is one. */
  public static Optional<SemanticVersion> parse(String text) {
    Matcher matcher = VERSION.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new SemanticVersion(
            new BigInteger(matcher.group(1)),
            new BigInteger(matcher.group(2)),
            new BigInteger(matcher.group(3)),
            Optional.ofNullable(matcher.group(4))
                .map(t -> List.of(t.split("\\.")))
                .orElse(List.of()),
            Optional.ofNullable(matcher.group(5)).orElse("")));
  }

  /**
   * The next version: the named part rises by one, the parts after it become zero, pre-release and
   * build disappear. It always has a higher precedence than this one.
   */
  public SemanticVersion bump(UploadPlan.Bump part) {
    return switch (part) {
      case MAJOR -> release(major.add(BigInteger.ONE), BigInteger.ZERO, BigInteger.ZERO);
      case MINOR -> release(major, minor.add(BigInteger.ONE), BigInteger.ZERO);
      case PATCH -> release(major, minor, patch.add(BigInteger.ONE));
    };
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int byMajor = major.compareTo(other.major);
    int byMinor = byMajor != 0 ? byMajor : minor.compareTo(other.minor);
    int byPatch = byMinor != 0 ? byMinor : patch.compareTo(other.patch);
    return byPatch != 0 ? byPatch : comparePreRelease(preRelease, other.preRelease);
  }

  @Override
  public String toString() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (preRelease.isEmpty() ? "" : "-" + String.join(".", preRelease))
        + (build.isEmpty() ? "" : "+" + build);
  }

  private static SemanticVersion release(BigInteger major, BigInteger minor, BigInteger patch) {
    return new SemanticVersion(major, minor, patch, List.of(), "");
  }

  private static int comparePreRelease(List<String> left, List<String> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = compareIdentifier(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compareIdentifier(String left, String right) {
    boolean leftNumeric = isNumeric(left);
    boolean rightNumeric = isNumeric(right);
    if (leftNumeric && rightNumeric) {
      return new BigInteger(left).compareTo(new BigInteger(right));
    }
    return leftNumeric == rightNumeric ? left.compareTo(right) : leftNumeric ? -1 : 1;
  }

  private static boolean isNumeric(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
