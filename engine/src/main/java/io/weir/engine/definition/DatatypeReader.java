package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.spi.ValueType;
import java.util.Map;
import java.util.Optional;

/** Reads what a column's values must be: type and range, and what becomes of those out of range. */
final class DatatypeReader {
  static final Map<String, ValueType> TYPES =
      Map.ofEntries(
          Map.entry("string", ValueType.STRING),
          Map.entry("anyURI", ValueType.STRING),
          Map.entry("boolean", ValueType.BOOLEAN),
          Map.entry("integer", ValueType.INTEGER),
          Map.entry("long", ValueType.INTEGER),
          Map.entry("decimal", ValueType.DECIMAL),
          Map.entry("double", ValueType.DOUBLE),
          Map.entry("number", ValueType.DOUBLE),
          Map.entry("date", ValueType.DATE),
          Map.entry("time", ValueType.TIME),
          Map.entry("datetime", ValueType.DATETIME),
          Map.entry("binary", ValueType.BINARY),
          Map.entry("json", ValueType.JSON));

  private static final Map<String, OnOutOfRange> POLICIES =
      Map.of("drop", OnOutOfRange.DROP, "clamp", OnOutOfRange.CLAMP);

  private final Problems problems;
  private final Fields column;

  DatatypeReader(Problems problems, Fields column) {
    this.problems = problems;
    this.column = column;
  }

  /**
   * @param type empty when it could not be understood
   * @param range empty when there is none, or when it could not be understood
   */
  record Datatype(Optional<ValueType> type, Optional<Range> range) {}

  Datatype read() {
    Optional<OnOutOfRange> policy = column.choice("onOutOfRange", POLICIES);
    Optional<Node> node = column.get("datatype");
    if (node.isPresent() && node.get() instanceof Node.Obj object) {
      Fields datatype = new Fields(object, "\"datatype\" of " + column.what(), problems);
      datatype.allowOnly(Terms.DATATYPE, Terms.DATATYPE_NOT_YET);
      Optional<ValueType> type =
          datatype.has("base")
              ? datatype.text("base").flatMap(this::type)
              : Optional.of(ValueType.STRING);
      return new Datatype(type, range(datatype, type, policy));
    }
    if (column.has("onOutOfRange")) {
      withoutRange();
    }
    return node.isPresent()
        ? new Datatype(column.text("datatype").flatMap(this::type), Optional.empty())
        : new Datatype(Optional.of(ValueType.STRING), Optional.empty());
  }

  private Optional<ValueType> type(Node.Text name) {
    Optional<ValueType> type = Optional.ofNullable(TYPES.get(name.text()));
    if (type.isEmpty()) {
      problems.error(
          name.place(),
          Wording.quote(name.text()) + " is not a type that " + column.what() + " can have",
          Wording.nearestAndAll(name.text(), TYPES.keySet()));
    }
    return type;
  }

  private Optional<Range> range(
      Fields datatype, Optional<ValueType> type, Optional<OnOutOfRange> policy) {
    if (!datatype.has("minimum") && !datatype.has("maximum")) {
      if (column.has("onOutOfRange")) {
        withoutRange();
      }
      return Optional.empty();
    }
    if (!column.has("onOutOfRange")) {
      problems.error(
          column.object().nameOf("datatype"),
          column.what() + " has a range but no \"onOutOfRange\"",
          "say what becomes of a value outside of it: \"drop\" or \"clamp\"");
    }
    if (type.isPresent() && !hasRange(type.get())) {
      problems.error(
          column.object().nameOf("datatype"),
          column.what() + " has a range, but values of its type have no order",
          "remove \"minimum\" and \"maximum\"");
      return Optional.empty();
    }
    Optional<String> minimum = bound(datatype, "minimum", type);
    Optional<String> maximum = bound(datatype, "maximum", type);
    if (minimum.isPresent()
        && maximum.isPresent()
        && Values.compare(
                Values.require(type.orElseThrow(), minimum.get()),
                Values.require(type.orElseThrow(), maximum.get()))
            > 0) {
      problems.error(
          datatype.object().nameOf("minimum"),
          "the minimum of " + column.what() + " is above its maximum",
          "swap them, or correct one");
      return Optional.empty();
    }
    return minimum.isEmpty() && maximum.isEmpty()
        ? Optional.empty()
        : policy.map(word -> new Range(minimum, maximum, word));
  }

  private Optional<String> bound(Fields datatype, String term, Optional<ValueType> type) {
    return datatype
        .get(term)
        .flatMap(node ->
            Literals.read(node, type, Wording.quote(term) + " of " + column.what(), problems));
  }

  private void withoutRange() {
    problems.error(
        column.object().nameOf("onOutOfRange"),
        column.what() + " has \"onOutOfRange\" but no range",
        "write \"minimum\" or \"maximum\" inside \"datatype\", or remove \"onOutOfRange\"");
  }

  private static boolean hasRange(ValueType type) {
    return switch (type) {
      case STRING, INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATETIME -> true;
      case BOOLEAN, BINARY, JSON -> false;
    };
  }
}
