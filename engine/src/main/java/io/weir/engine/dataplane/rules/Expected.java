package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Facets;
import io.weir.spi.ValueType;
import org.jspecify.annotations.Nullable;

/** Says what was found where a type was expected, without saying the value. */
final class Expected {
  private Expected() {}

  static String instead(ColumnPlan plan, RawChunk raw, int column, int row) {
    String expected =
        plan.facets().equals(Facets.NONE) ? expected(plan.type()) : expected(plan.type(), plan.facets());
    return found(raw, column, row) + " stands where " + expected + " is expected";
  }

  private static String expected(ValueType type, Facets facets) {
    String what =
        switch (type) {
          case STRING -> "a text";
          case BOOLEAN -> "a truth value";
          case INTEGER -> "an integer";
          case DECIMAL -> "a decimal number";
          case DOUBLE -> "a number";
          case DATE -> "a date";
          case TIME -> "a time";
          case DATETIME -> "a date and time";
          case BINARY -> "bytes";
          case JSON -> "a JSON value";
        };
    StringBuilder expected = new StringBuilder(what);
    facets
        .whole()
        .ifPresent(it ->
            expected.append(" that is whole and from " + it.least() + " to " + it.most()));
    facets
        .lengths()
        .ifPresent(it -> expected.append(" of length " + it.least() + " to " + it.most()));
    if (facets.format().isPresent()) {
      expected.append(" in the column's format");
    }
    return expected.toString();
  }

  private static String found(RawChunk raw, int column, int row) {
    byte @Nullable [] kinds = raw.kinds(column);
    int start = RawChunk.start(raw.slices(column)[row]);
    int end = RawChunk.end(raw.slices(column)[row]);
    return switch (kinds == null ? RawChunk.TEXT : kinds[row]) {
      case RawChunk.NUMBER -> "a number of " + (end - start) + " characters";
      case RawChunk.BOOLEAN -> "a truth value";
      case RawChunk.NESTED -> raw.bytes()[start] == '{' ? "an object" : "an array";
      default -> {
        int characters = 0;
        for (int i = start; i < end; i++) {
          characters += (raw.bytes()[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        yield "a text of " + characters + (characters == 1 ? " character" : " characters");
      }
    };
  }

  private static String expected(ValueType type) {
    return switch (type) {
      case STRING -> "a text";
      case BOOLEAN -> "true, false, 1 or 0";
      case INTEGER -> "an integer of 64 bits";
      case DECIMAL -> "a decimal number";
      case DOUBLE -> "a number";
      case DATE -> "a date as YYYY-MM-DD";
      case TIME -> "a time as HH:MM:SS";
      case DATETIME -> "a date and time as YYYY-MM-DDTHH:MM:SSZ";
      case BINARY -> "base64 with padding";
      case JSON -> "a JSON value";
    };
  }
}
