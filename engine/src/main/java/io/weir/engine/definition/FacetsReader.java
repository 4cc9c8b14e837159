package io.weir.engine.definition;

import io.weir.engine.definition.Facets.Lengths;
import io.weir.engine.definition.format.BooleanWords;
import io.weir.engine.definition.format.Format;
import io.weir.engine.definition.format.FormatException;
import io.weir.engine.definition.format.Hexadecimal;
import io.weir.engine.definition.format.NumberPattern;
import io.weir.engine.definition.format.NumberPatternReader;
import io.weir.engine.definition.format.TextPattern;
import io.weir.engine.definition.format.TimePattern;
import io.weir.spi.ValueType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads how a column's texts are written, and how long its values may be. */
final class FacetsReader {
  private static final Set<String> NUMBER_FORMAT = Set.of("pattern", "decimalChar", "groupChar");
  private static final Map<String, Optional<Format>> ENCODINGS =
      Map.of("hex", Optional.of(new Hexadecimal()), "base64", Optional.empty());
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

  private final Problems problems;
  private final Fields column;
  private final Fields datatype;

  FacetsReader(Problems problems, Fields column, Fields datatype) {
    this.problems = problems;
    this.column = column;
    this.datatype = datatype;
  }

  Facets read(Datatypes.Named base) {
    Optional<Format> declared = datatype.get("format").flatMap(node -> format(node, base));
    return new Facets(
        datatype.has("format") ? declared : base.facets().format(),
        lengths(base.type()),
        base.facets().whole());
  }

  private Optional<Format> format(Node node, Datatypes.Named base) {
    try {
      return switch (base.type()) {
        case INTEGER, DECIMAL, DOUBLE -> number(node, base);
        case BOOLEAN -> {
          Optional<String> text = text();
          yield text.isPresent() ? Optional.of(BooleanWords.parse(text.get())) : Optional.empty();
        }
        case DATE -> time(TimePattern.Kind.DATE);
        case TIME -> time(TimePattern.Kind.TIME);
        case DATETIME -> time(TimePattern.Kind.DATETIME);
        case STRING -> {
          Optional<String> text = text();
          yield text.isPresent() ? Optional.of(TextPattern.parse(text.get())) : Optional.empty();
        }
        case BINARY -> datatype.choice("format", ENCODINGS).flatMap(it -> it);
        case JSON -> {
          problems.error(
              datatype.object().nameOf("format"),
              column.what() + " has a \"format\", but JSON is written in one way only",
              "remove it");
          yield Optional.empty();
        }
      };
    } catch (FormatException e) {
      problems.error(
          node.place(),
          "\"format\" of " + column.what() + " cannot be used: " + e.getMessage(),
          e.advice());
      return Optional.empty();
    }
  }

  private Optional<String> text() {
    return datatype.text("format").map(Node.Text::text);
  }

  private Optional<Format> time(TimePattern.Kind kind) throws FormatException {
    Optional<String> text = text();
    return text.isPresent() ? Optional.of(TimePattern.parse(kind, text.get())) : Optional.empty();
  }

  /** A pattern, or an object of a pattern and the characters that divide digits. */
  private Optional<Format> number(Node node, Datatypes.Named base) throws FormatException {
    Optional<String> pattern;
    Optional<String> decimalChar = Optional.empty();
    Optional<String> groupChar = Optional.empty();
    if (node instanceof Node.Obj object) {
      Fields format = new Fields(object, "\"format\" of " + column.what(), problems);
      format.allowOnly(NUMBER_FORMAT, Map.of());
      pattern = format.text("pattern").map(Node.Text::text);
      decimalChar = format.text("decimalChar").map(Node.Text::text);
      groupChar = format.text("groupChar").map(Node.Text::text);
    } else {
      pattern = text();
      if (pattern.isEmpty()) {
        return Optional.empty();
      }
    }
    NumberPattern read = NumberPatternReader.read(pattern, decimalChar, groupChar);
    if (!read.isWhole()
        && (base.type() == ValueType.INTEGER || base.facets().whole().isPresent())) {
      problems.error(
          node.place(),
          "\"format\" of " + column.what() + " is not one of whole numbers, but its type is",
          "take the digits after the decimal character and the exponent out of it, or write"
              + " \"decimal\" as the type");
      return Optional.empty();
    }
    return Optional.of(base.type() == ValueType.DECIMAL ? read.withoutExponents() : read);
  }

  private Optional<Lengths> lengths(ValueType type) {
    if (!datatype.has("length") && !datatype.has("minLength") && !datatype.has("maxLength")) {
      return Optional.empty();
    }
    String first =
        datatype.has("length") ? "length" : datatype.has("minLength") ? "minLength" : "maxLength";
    boolean hasLength =
        switch (type) {
          case STRING, BINARY, JSON -> true;
          case BOOLEAN, INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATETIME -> false;
        };
    if (!hasLength) {
      problems.error(
          datatype.object().nameOf(first),
          column.what() + " has a " + Wording.quote(first) + ", but values of its type have none",
          "remove it");
      return Optional.empty();
    }
    Optional<Integer> length = length("length");
    int least = length("minLength").orElse(0);
    int most = length("maxLength").orElse(Integer.MAX_VALUE);
    if (least > most || length.isPresent() && (length.get() < least || length.get() > most)) {
      problems.error(
          datatype.object().nameOf(first),
          "no value of " + column.what() + " can have the lengths it has to have",
          "correct \"length\", \"minLength\" or \"maxLength\"");
      return Optional.empty();
    }
    return Optional.of(new Lengths(length.orElse(least), length.orElse(most)));
  }

  private Optional<Integer> length(String term) {
    Optional<Node> node = datatype.get(term);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Node.Num(_, String text) && WHOLE.matcher(text).matches()) {
      return Optional.of(Integer.parseInt(text));
    }
    problems.error(
        node.get().place(),
        Wording.quote(term) + " of " + column.what() + " is not a number of characters or bytes",
        "write a whole number from 0 to 999999999");
    return Optional.empty();
  }
}
