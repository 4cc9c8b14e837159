package io.weir.engine.definition;

import java.util.Optional;

/**
 * Where something stands in a JSON text. The pointer is put together only when it is asked for.
 *
 * @param parent the place of the object or list around it; empty at the root
 * @param token the member's name or the element's index; at the root the name of the script, or
 *     empty text in a module document
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
public record Place(Optional<Place> parent, String token, int line, int column) {

  public static Place root(int line, int column) {
    return new Place(Optional.empty(), "", line, column);
  }

  /**
   * The text it stands in, when that is not the module document: empty text, or a script's name.
   */
  String script() {
    Place at = this;
    while (at.parent().isPresent()) {
      at = at.parent().get();
    }
    return at.token();
  }

  public Place child(String name, int line, int column) {
    return new Place(Optional.of(this), name, line, column);
  }

  /** The JSON pointer (RFC 6901); empty text for the whole document. */
  public String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (Optional<Place> at = Optional.of(this); at.isPresent(); at = at.get().parent()) {
      if (at.get().parent().isPresent()) {
        pointer.insert(0, "/" + at.get().token().replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }
}
