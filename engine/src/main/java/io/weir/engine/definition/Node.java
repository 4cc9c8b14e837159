package io.weir.engine.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One value of a JSON text, with the place it stands at. */
public sealed interface Node {
  Place place();

  /** What kind of JSON value it is, for messages. */
  String kind();

  /**
   * @param members in the order written; of a name written twice the first
   * @param names where each member's name stands
   */
  record Obj(Place place, Map<String, Node> members, Map<String, Place> names) implements Node {
    @Override
    public String kind() {
      return "an object";
    }

    public Optional<Node> get(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /** Where a member's name stands, or the object itself when it has no such member. */
    public Place nameOf(String name) {
      return names.getOrDefault(name, place);
    }
  }

  record Arr(Place place, List<Node> elements) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  record Text(Place place, String text) implements Node {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /**
   * @param text the number as written, every digit kept
   */
  record Num(Place place, String text) implements Node {
    @Override
    public String kind() {
      return "a number";
    }
  }

  record Bool(Place place, boolean value) implements Node {
    @Override
    public String kind() {
      return "true or false";
    }
  }

  record Nil(Place place) implements Node {
    @Override
    public String kind() {
      return "null";
    }
  }
}
