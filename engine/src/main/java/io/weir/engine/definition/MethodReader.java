package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Declared;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads uses of anonymization methods: a name, and the parameters beside it. */
final class MethodReader {
  private static final int MOST_METHODS = 100;

  private final Problems problems;

  MethodReader(Problems problems) {
    this.problems = problems;
  }

  /** The method at a column. */
  Optional<Declared> column(Fields column) {
    return column
        .get("anonymize")
        .flatMap(node -> method(node, "\"anonymize\" of " + column.what()));
  }

  /** The methods of a table, as far as they could be read. */
  List<Declared> list(Fields table) {
    Optional<Node> node = table.get("anonymization");
    if (node.isEmpty()) {
      return List.of();
    }
    String what = "\"anonymization\" of " + table.what();
    if (!(node.get() instanceof Node.Arr(Place place, List<Node> elements))) {
      problems.error(
          node.get().place(),
          what + " must be a list, not " + node.get().kind(),
          "write the methods in [ ], in the order in which they are applied");
      return List.of();
    }
    if (elements.isEmpty() || elements.size() > MOST_METHODS) {
      problems.error(
          place,
          what + " has " + elements.size() + " methods; 1 to " + MOST_METHODS + " are possible",
          elements.isEmpty() ? "name a method, or remove it" : "use fewer methods");
      return List.of();
    }
    return IntStream.range(0, elements.size())
        .mapToObj(i -> method(elements.get(i), "method " + (i + 1) + " of " + what))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Declared> method(Node node, String what) {
    return Fields.of(node, what, problems)
        .flatMap(fields ->
            fields
                .requireText("method", "name an anonymization method")
                .map(method -> declared(fields.object(), method.text())));
  }

  private Declared declared(Node.Obj node, String method) {
    Map<String, Node> rest = new LinkedHashMap<>(node.members());
    rest.remove("method");
    Problems within = new Problems();
    Anonymization anonymization = new Anonymization(method, PlainValues.parameters(rest, within));
    problems.addAll(within);
    return new Declared(anonymization, node, !within.any());
  }
}
