package io.weir.engine.definition;

import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads numbers of a document that may not be just any. */
final class BoundedNumbers {
  private static final int LONGEST_WHOLE = 9;
  private static final String DIGITS = "write it in digits, without quotes";

  private final Problems problems;

  BoundedNumbers(Problems problems) {
    this.problems = problems;
  }

  Optional<Integer> whole(Fields fields, String name, int least, int most) {
    return fields.get(name).flatMap(node -> whole(node, called(name, fields), least, most));
  }

  Optional<Integer> whole(Node node, String what, int least, int most) {
    Optional<Integer> number =
        node instanceof Node.Num(_, String text)
                && text.length() <= LONGEST_WHOLE
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
            ? Optional.of(Integer.parseInt(text)).filter(n -> n >= least && n <= most)
            : Optional.empty();
    if (number.isEmpty()) {
      problems.error(
          node.place(), what + " is not a whole number from " + least + " to " + most, DIGITS);
    }
    return number;
  }

  /** A number with both bounds included. */
  Optional<BigDecimal> between(Fields fields, String name, int least, int most) {
    return fields.get(name).flatMap(node -> between(node, called(name, fields), least, most));
  }

  /** A number with both bounds included. */
  Optional<BigDecimal> between(Node node, String what, int least, int most) {
    Optional<BigDecimal> number =
        number(node)
            .filter(n ->
                n.compareTo(BigDecimal.valueOf(least)) >= 0
                    && n.compareTo(BigDecimal.valueOf(most)) <= 0);
    if (number.isEmpty()) {
      problems.error(node.place(), what + " is not a number from " + least + " to " + most, DIGITS);
    }
    return number;
  }

  /** A number greater than the one bound and not greater than the other. */
  Optional<BigDecimal> above(Fields fields, String name, int bound, int most) {
    return fields
        .get(name)
        .flatMap(node -> {
          Optional<BigDecimal> number =
              number(node)
                  .filter(n ->
                      n.compareTo(BigDecimal.valueOf(bound)) > 0
                          && n.compareTo(BigDecimal.valueOf(most)) <= 0);
          if (number.isEmpty()) {
            problems.error(
                node.place(),
                called(name, fields) + " is not a number above " + bound + " and up to " + most,
                DIGITS);
          }
          return number;
        });
  }

  private static String called(String name, Fields fields) {
    return Wording.quote(name) + " of " + fields.what();
  }

  /** The same number is the same however it was written. */
  private static BigDecimal canonical(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  private static Optional<BigDecimal> number(Node node) {
    return node instanceof Node.Num(_, String text)
            && Values.read(ValueType.DECIMAL, text)
                instanceof Values.Reading.Readable(Value.Exact(BigDecimal number))
        ? Optional.of(canonical(number))
        : Optional.empty();
  }
}
