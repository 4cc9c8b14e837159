package io.weir.engine.proposal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.weir.engine.proposal.RulesProposer.Chosen;
import io.weir.spi.ColumnRole;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes rules as a person would: one line for each column, long lists on lines of their own. */
final class RulesText {
  private static final int LONGEST_LINE = 100;

  /** The order of the records would lead back to them. */
  private static final String SHUFFLED =
      "  \"anonymization\": [{ \"method\": \"shuffle-records\" }]";

  private RulesText() {}

  /**
   * What is promised.
   *
   * @param diverse columns that must have two different values in each class
   */
  record Model(int k, List<String> diverse) {}

  static String of(List<Chosen> columns, Optional<Model> model) {
    String members =
        columns.stream()
            .filter(it -> it.decision().role().isPresent())
            .map(RulesText::column)
            .collect(Collectors.joining(",\n"));
    return "{\n  \"columns\": {\n"
        + members
        + "\n  }"
        + model.map(it -> ",\n  \"privacyModel\": " + model(it) + ",\n" + SHUFFLED).orElse("")
        + "\n}\n";
  }

  private static String column(Chosen chosen) {
    List<String> terms = new ArrayList<>();
    terms.add("\"role\": " + quoted(role(chosen.decision().role().orElseThrow())));
    chosen
        .decision()
        .method()
        .ifPresent(method -> {
          List<String> members = new ArrayList<>(List.of("\"method\": " + quoted(method)));
          new TreeMap<>(chosen.parameters().values())
              .forEach((name, value) -> members.add(quoted(name) + ": " + json(value, 6)));
          terms.add("\"anonymize\": " + braced(members));
        });
    return "    " + quoted(chosen.decision().column()) + ": " + braced(terms);
  }

  private static String model(Model model) {
    List<String> members = new ArrayList<>(List.of("\"k\": " + model.k()));
    if (!model.diverse().isEmpty()) {
      members.add(
          "\"diversity\": "
              + model.diverse().stream()
                  .map(
                      it -> "{ \"column\": " + quoted(it) + ", \"model\": \"distinct\", \"l\": 2 }")
                  .collect(Collectors.joining(", ", "[", "]")));
    }
    members.add("\"maxSuppressed\": 0.02");
    members.add("\"suppress\": \"values\"");
    return braced(members);
  }

  /** Members in the order of their names; a list or object that is long, one line each. */
  private static String json(Object value, int indent) {
    return switch (value) {
      case String text -> quoted(text);
      case BigDecimal number -> number.toPlainString();
      case Boolean flag -> flag.toString();
      case List<?> list ->
          wrapped("[", list.stream().map(it -> json(it, indent + 2)).toList(), "]", indent);
      case Map<?, ?> map -> {
        TreeMap<String, Object> sorted = new TreeMap<>();
        map.forEach((name, member) -> sorted.put(String.valueOf(name), member));
        List<String> members = new ArrayList<>();
        sorted.forEach(
            (name, member) -> members.add(quoted(name) + ": " + json(member, indent + 2)));
        yield wrapped("{", members, "}", indent);
      }
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    };
  }

  private static String wrapped(String begin, List<String> members, String end, int indent) {
    String line = begin + String.join(", ", members) + end;
    if (line.length() <= LONGEST_LINE && !line.contains("\n") || members.size() < 2) {
      return line;
    }
    String margin = "\n" + " ".repeat(indent + 2);
    return begin + margin + String.join("," + margin, members) + end;
  }

  private static String braced(List<String> members) {
    return "{ " + String.join(", ", members) + " }";
  }

  private static String role(ColumnRole role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
