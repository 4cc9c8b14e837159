package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.spi.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the range of a column, and what becomes of values outside of it. */
final class RangeReader {
  static final Map<String, OnOutOfRange> POLICIES =
      Map.of("drop", OnOutOfRange.DROP, "clamp", OnOutOfRange.CLAMP);

  private static final List<String> LOWER = List.of("minimum", "minInclusive", "minExclusive");
  private static final List<String> UPPER = List.of("maximum", "maxInclusive", "maxExclusive");

  private final Problems problems;
  private final Fields column;
  private final Fields datatype;

  RangeReader(Problems problems, Fields column, Fields datatype) {
    this.problems = problems;
    this.column = column;
    this.datatype = datatype;
  }

  /** A column that says what becomes of values out of range, but has none. */
  static void missing(Problems problems, Fields column) {
    problems.error(
        column.object().nameOf("onOutOfRange"),
        column.what() + " has \"onOutOfRange\" but no range",
        "write \"minimum\" or \"maximum\" inside \"datatype\", or remove \"onOutOfRange\"");
  }

  /**
   * The range, its bounds included wherever the type has a value next to an excluded one; nothing
   * if it cannot be understood.
   */
  Optional<Range> read(Optional<ValueType> type, Facets facets) {
    Optional<OnOutOfRange> policy = column.choice("onOutOfRange", POLICIES);
    Optional<String> lower = only(LOWER);
    Optional<String> upper = only(UPPER);
    if (lower.isEmpty() && upper.isEmpty()) {
      if (column.has("onOutOfRange")) {
        missing(problems, column);
      }
      return Optional.empty();
    }
    if (!column.has("onOutOfRange")) {
      problems.error(
          column.object().nameOf("datatype"),
          column.what() + " has a range but no \"onOutOfRange\"",
          "say what becomes of a value outside of it: \"drop\" or \"clamp\"");
    }
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (!Intervals.isOrdered(type.get())) {
      problems.error(
          column.object().nameOf("datatype"),
          column.what() + " has a range, but values of its type have no order",
          "remove "
              + Stream.concat(lower.stream(), upper.stream())
                  .map(Wording::quote)
                  .collect(Collectors.joining(" and ")));
      return Optional.empty();
    }
    Optional<String> minimum = lower.flatMap(term -> bound(term, type.get()));
    Optional<String> maximum = upper.flatMap(term -> bound(term, type.get()));
    if (lower.isPresent() != minimum.isPresent() || upper.isPresent() != maximum.isPresent()) {
      return Optional.empty();
    }
    Range range =
        new Range(
            minimum,
            maximum,
            lower.equals(Optional.of("minExclusive")),
            upper.equals(Optional.of("maxExclusive")),
            policy.orElse(OnOutOfRange.DROP));
    return checked(range, type.get(), facets).filter(_ -> policy.isPresent());
  }

  private Optional<Range> checked(Range declared, ValueType type, Facets facets) {
    Optional<Range> included = Intervals.included(type, declared);
    if (included.isEmpty() || Intervals.isNothing(type, included.get(), facets)) {
      problems.error(
          datatype.object().nameOf(declared.minimum().isPresent() ? term(LOWER) : term(UPPER)),
          "the range of " + column.what() + " excludes every value",
          declared.minimum().isPresent() && declared.maximum().isPresent()
              ? "swap its bounds, or correct one"
              : "correct its bound");
      return Optional.empty();
    }
    Range range = included.get();
    if (range.onOutOfRange() == OnOutOfRange.CLAMP && !canClamp(range, type, facets)) {
      return Optional.empty();
    }
    return included;
  }

  /** Whether the bounds themselves may be put in the place of a value. */
  private boolean canClamp(Range range, ValueType type, Facets facets) {
    if (range.withoutMinimum() || range.withoutMaximum()) {
      problems.error(
          column.object().nameOf("onOutOfRange"),
          column.what() + " has no value nearest to a bound that its range does not include",
          "write \"drop\", or a range that includes its bounds");
      return false;
    }
    for (List<String> terms : List.of(LOWER, UPPER)) {
      Optional<String> text = terms == LOWER ? range.minimum() : range.maximum();
      Optional<String> misfit =
          text.flatMap(it -> Values.misfit(type, facets, Values.require(type, it)));
      if (misfit.isPresent()) {
        problems.error(
            datatype.object().nameOf(term(terms)),
            Wording.quote(term(terms))
                + " of "
                + column.what()
                + " is no value that can be put in: "
                + misfit.get(),
            "write a bound that is, or \"onOutOfRange\": \"drop\"");
        return false;
      }
    }
    return true;
  }

  private String term(List<String> terms) {
    return terms.stream().filter(datatype::has).findFirst().orElseThrow();
  }

  private Optional<String> only(List<String> terms) {
    List<String> written = terms.stream().filter(datatype::has).toList();
    if (written.size() > 1) {
      problems.error(
          datatype.object().nameOf(written.get(1)),
          column.what()
              + " has both "
              + Wording.quote(written.get(0))
              + " and "
              + Wording.quote(written.get(1)),
          "keep one of them");
    }
    return written.stream().findFirst();
  }

  private Optional<String> bound(String term, ValueType type) {
    String what = Wording.quote(term) + " of " + column.what();
    return datatype.get(term).flatMap(node -> Literals.bound(node, type, what, problems));
  }
}
