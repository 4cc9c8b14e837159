package io.weir.engine.proposal;

import io.weir.engine.definition.Values;
import io.weir.engine.proposal.FoundTable.Cell;
import io.weir.engine.proposal.FoundTable.Evidence;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A column whose type is settled.
 *
 * @param nullTokens texts beside the text of length zero that must count as empty for the type to
 *     fit
 * @param values the different texts that were seen and are not empty; none of a declared column
 * @param unique whether every record that was seen has a value, and each another one
 * @param sampled whether values were seen at all
 */
record ReadColumn(
    String name,
    ValueType type,
    List<String> nullTokens,
    Set<String> values,
    boolean unique,
    boolean sampled) {

  /** The types that are tried, the narrowest first; binary is never guessed. */
  private static final List<ValueType> NARROW =
      List.of(
          ValueType.INTEGER,
          ValueType.BOOLEAN,
          ValueType.DECIMAL,
          ValueType.DOUBLE,
          ValueType.DATE,
          ValueType.TIME,
          ValueType.DATETIME);

  /** What people write where there is nothing to write. */
  static final List<String> TOKENS =
      List.of(
          "NA", "N/A", "n/a", "na", "#N/A", "NULL", "Null", "null", "None", "none", "nil", "NaN",
          "nan", "?", "-", "--", ".", "\\N");

  /** Numbers by form that lose something as a number: 007, +49 30 1234567. */
  private static final Pattern CODE = Pattern.compile("\\+.*|-?0[0-9].*");

  private static final Pattern EXPONENT = Pattern.compile(".*[eE].*");

  static ReadColumn of(FoundTable.Found column) {
    return switch (column.evidence()) {
      case Evidence.Declared(ValueType type) ->
          new ReadColumn(column.name(), type, List.of(), Set.of(), false, false);
      case Evidence.Sampled(List<Cell> cells) -> sampled(column.name(), cells);
    };
  }

  private static ReadColumn sampled(String name, List<Cell> cells) {
    Set<String> values = new LinkedHashSet<>();
    boolean nested = false;
    boolean unique = !cells.isEmpty();
    for (Cell cell : cells) {
      switch (cell) {
        case Cell.Absent _ -> unique = false;
        case Cell.Nested _ -> nested = true;
        case Cell.Plain(String text) -> {
          if (text.isEmpty()) {
            unique = false;
          } else {
            unique &= values.add(text);
          }
        }
      }
    }
    if (nested) {
      return new ReadColumn(name, ValueType.JSON, List.of(), Set.of(), false, true);
    }
    ValueType type = narrowest(values);
    List<String> tokens = new ArrayList<>(TOKENS);
    tokens.retainAll(values);
    if (type == ValueType.STRING && !tokens.isEmpty()) {
      Set<String> rest = new LinkedHashSet<>(values);
      tokens.forEach(rest::remove);
      ValueType narrower = narrowest(rest);
      if (narrower != ValueType.STRING) {
        return new ReadColumn(name, narrower, tokens, rest, false, true);
      }
    }
    return new ReadColumn(name, type, List.of(), values, unique, true);
  }

  /** The narrowest type that all values read as and none loses anything by. */
  private static ValueType narrowest(Set<String> values) {
    return values.isEmpty()
        ? ValueType.STRING
        : NARROW.stream()
            .filter(type -> values.stream().allMatch(value -> isOf(type, value)))
            .findFirst()
            .orElse(ValueType.STRING);
  }

  private static boolean isOf(ValueType type, String value) {
    if (!(Values.read(type, value) instanceof Values.Reading.Readable)) {
      return false;
    }
    return switch (type) {
      case INTEGER -> !CODE.matcher(value).matches();
      case DECIMAL -> !CODE.matcher(value).matches() && !EXPONENT.matcher(value).matches();
      case DOUBLE -> !CODE.matcher(value).matches();
      case BOOLEAN, DATE, TIME, DATETIME, STRING, BINARY, JSON -> true;
    };
  }
}
