package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a CSV file is written, as far as the engine reads it.
 *
 * @param header whether the first record names the columns
 */
record Dialect(char delimiter, char quote, boolean header) {
  private static final Set<String> KNOWN =
      Set.of(
          "commentPrefix",
          "delimiter",
          "doubleQuote",
          "encoding",
          "header",
          "headerRowCount",
          "lineTerminators",
          "quoteChar",
          "skipBlankRows",
          "skipColumns",
          "skipInitialSpace",
          "skipRows",
          "trim");
  private static final Set<String> ENCODINGS = Set.of("utf-8", "utf8", "us-ascii", "ascii");
  private static final Set<String> LINE_ENDS = Set.of("\n", "\r\n");

  static Dialect standard() {
    return new Dialect(',', '"', true);
  }

  /** Reads a dialect; what the engine would read in another way is an error. */
  static Dialect read(Described dialect) {
    dialect.allowOnly("Dialect", KNOWN);
    dialect
        .text("encoding")
        .filter(name -> !ENCODINGS.contains(name.toLowerCase(Locale.ROOT)))
        .ifPresent(name -> refuse(dialect, "encoding", "the file is not UTF-8", "convert it"));
    dialect
        .texts("lineTerminators")
        .filter(ends -> !LINE_ENDS.containsAll(ends))
        .ifPresent(ends ->
            refuse(dialect, "lineTerminators", "lines end in another way", "convert the file"));
    if (!dialect.flag("doubleQuote").orElse(true)) {
      refuse(dialect, "doubleQuote", "quotes are escaped by a backslash", "double them instead");
    }
    for (String term : List.of("skipRows", "skipColumns")) {
      if (dialect.count(term).orElse(0) > 0) {
        refuse(dialect, term, "something stands before the records", "remove it from the file");
      }
    }
    if (dialect.flag("skipInitialSpace").orElse(false)) {
      refuse(dialect, "skipInitialSpace", "spaces are cut off", "remove them from the file");
    }
    warnOfTrim(dialect);
    warnOfComments(dialect);
    dialect.flag("skipBlankRows");
    return new Dialect(
        character(dialect, "delimiter", ','),
        character(dialect, "quoteChar", '"'),
        header(dialect));
  }

  private static boolean header(Described dialect) {
    boolean header = dialect.flag("header").orElse(true);
    int rows = dialect.count("headerRowCount").orElse(header ? 1 : 0);
    if (rows > 1) {
      refuse(dialect, "headerRowCount", "several records name the columns", "keep one of them");
    }
    return rows > 0;
  }

  private static char character(Described dialect, String term, char otherwise) {
    Optional<Node> node = dialect.get(term);
    if (node.isEmpty()) {
      return otherwise;
    }
    if (node.get() instanceof Node.Text(_, String text)
        && text.length() == 1
        && text.charAt(0) <= 127) {
      return text.charAt(0);
    }
    refuse(dialect, term, "it is not one ASCII character", "convert the file");
    return otherwise;
  }

  private static void warnOfTrim(Described dialect) {
    dialect
        .get("trim")
        .filter(node ->
            !(node instanceof Node.Bool(_, boolean trim) && !trim)
                && !(node instanceof Node.Text(_, String word) && word.equals("false")))
        .ifPresent(node -> keeps(dialect, "trim", "spaces around values stay"));
  }

  private static void warnOfComments(Described dialect) {
    dialect
        .get("commentPrefix")
        .filter(node -> !(node instanceof Node.Nil))
        .ifPresent(node -> keeps(dialect, "commentPrefix", "comments are read as records"));
  }

  private static void keeps(Described dialect, String term, String consequence) {
    dialect
        .problems()
        .warn(
            dialect.object().nameOf(term),
            Wording.quote(term) + " of " + dialect.what() + " is left out: " + consequence,
            "clean the file, if it has any");
  }

  private static void refuse(Described dialect, String term, String reason, String advice) {
    dialect.error(
        term,
        Wording.quote(term) + " of " + dialect.what() + " cannot be followed: " + reason,
        advice);
  }
}
