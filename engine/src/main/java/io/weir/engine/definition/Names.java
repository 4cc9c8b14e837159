package io.weir.engine.definition;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The rules for names, paths and IRIs in a module document. */
final class Names {
  private static final int LONGEST = 63;
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
  private static final int LONGEST_CONNECTION = 200;
  private static final Pattern CONNECTION = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]*");

  private Names() {}

  /** A name that is safe in a file name, a database and a URL alike. */
  static boolean isIdentifier(Node.Text name, String what, Problems problems) {
    if (IDENTIFIER.matcher(name.text()).matches()) {
      return true;
    }
    problems.error(
        name.place(),
        Wording.quote(name.text()) + " cannot be the name of " + what,
        "begin with a letter, go on with letters a to z, digits, _ and -, at most 63 in all");
    return false;
  }

  /** The name of a connection, as a node takes it. */
  static boolean isConnection(Node.Text name, Problems problems) {
    if (name.text().length() <= LONGEST_CONNECTION && CONNECTION.matcher(name.text()).matches()) {
      return true;
    }
    problems.error(
        name.place(),
        Wording.quote(name.text()) + " cannot be the name of a connection",
        "begin with a letter, a digit or _, go on with those, dots and dashes, at most "
            + LONGEST_CONNECTION
            + " in all");
    return false;
  }

  /** The name of a column: any short text that can be printed on one line. */
  static boolean isPrintable(Node.Text name, String what, Problems problems) {
    String text = name.text();
    if (!text.isEmpty()
        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
        && text.chars().noneMatch(Character::isISOControl)) {
      return true;
    }
    problems.error(
        name.place(),
        Wording.quote(text) + " cannot be the name of " + what,
        "write 1 to 63 bytes without control characters");
    return false;
  }

  /** A path that stays inside the folder it is relative to. */
  static boolean isRelativePath(Node.Text path, String what, Problems problems) {
    String text = path.text();
    boolean good =
        !text.isEmpty()
            && text.indexOf('\\') < 0
            && text.indexOf(':') < 0
            && text.chars().noneMatch(Character::isISOControl)
            && List.of(text.split("/", -1)).stream()
                .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    if (!good) {
      problems.error(
          path.place(),
          Wording.quote(text)
              + " is not a path inside the folder of the document, as "
              + what
              + " must be",
          "write it like folder/name, without .. and without a leading /");
    }
    return good;
  }

  static boolean isAbsoluteIri(Node.Text iri, String what, Problems problems) {
    try {
      if (new URI(iri.text()).isAbsolute()) {
        return true;
      }
    } catch (URISyntaxException _) {
      // Told below, like an IRI without a scheme.
    }
    problems.error(
        iri.place(),
        Wording.quote(iri.text()) + " is not an absolute IRI, as " + what + " must be",
        "write it like https://example.org/name");
    return false;
  }
}
