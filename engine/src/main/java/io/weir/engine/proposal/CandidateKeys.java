package io.weir.engine.proposal;

import io.weir.engine.proposal.FoundTable.Key;
import io.weir.spi.ValueType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the column that is a table's key: what the system says; or of the columns with a value in
 * every record, and each time another one, that with the most telling name, and of several the
 * first.
 */
final class CandidateKeys {
  private static final Set<String> KEY_WORDS = Set.of("id", "key", "uuid", "guid", "pk");
  private static final Set<String> NUMBER_WORDS =
      Set.of("code", "no", "nr", "num", "number", "isbn", "sku", "ref", "reference");

  /** Below that a name says too little, unless the column stands first. */
  private static final int LEAST = 40;

  /** A key of so few records is only believed by its name. */
  private static final int FEW = 2;

  private CandidateKeys() {}

  static Optional<String> of(String table, FoundTable found, List<ReadColumn> columns) {
    return switch (found.key()) {
      case Key.Known(List<String> key) ->
          key.size() == 1
              ? Optional.of(key.getFirst())
              : Optional.empty(); // composite keys are not there yet
      case Key.Unknown _ -> guessed(table, columns);
    };
  }

  private static Optional<String> guessed(String table, List<ReadColumn> columns) {
    return columns.stream()
        .filter(column -> column.unique() && isKeyType(column.type()))
        .filter(column -> score(table, column, columns.indexOf(column)) >= LEAST)
        .max(
            Comparator.<ReadColumn>comparingInt(
                    column -> score(table, column, columns.indexOf(column)))
                .thenComparingInt(column -> -columns.indexOf(column)))
        .map(ReadColumn::name);
  }

  private static int score(String table, ReadColumn column, int position) {
    List<String> words = ProposedNames.words(column.name());
    String last = words.isEmpty() ? "" : words.getLast();
    boolean first = position == 0;
    boolean few = column.values().size() < FEW;
    if (words.size() == 1 && KEY_WORDS.contains(last)) {
      return 100;
    }
    if (KEY_WORDS.contains(last) && isOf(table, words.subList(0, words.size() - 1))
        || String.join("", words).equals(singular(table) + "id")) {
      return 95;
    }
    if (String.join("", words.stream().map(ProposedNames::singular).toList())
        .equals(singular(table))) {
      return 92;
    }
    if (few) {
      return 0;
    }
    if (KEY_WORDS.contains(last)) {
      return first ? 90 : 50;
    }
    if (NUMBER_WORDS.contains(last)) {
      return first ? 65 : 45;
    }
    return first ? column.type() == ValueType.INTEGER ? 60 : LEAST : 0;
  }

  private static boolean isOf(String table, List<String> words) {
    return String.join("", words.stream().map(ProposedNames::singular).toList())
        .equals(singular(table));
  }

  /** A table's name as one word for one of its records. */
  static String singular(String table) {
    return String.join(
        "", ProposedNames.words(table).stream().map(ProposedNames::singular).toList());
  }

  private static boolean isKeyType(ValueType type) {
    return switch (type) {
      case INTEGER, STRING -> true;
      case BOOLEAN, DECIMAL, DOUBLE, DATE, TIME, DATETIME, BINARY, JSON -> false;
    };
  }
}
