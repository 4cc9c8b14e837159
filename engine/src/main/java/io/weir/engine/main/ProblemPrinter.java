package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.v1.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells problems: what happened, where, and what to do. */
final class ProblemPrinter {
  /** The order in which people look for a place; other coordinates follow by name. */
  private static final List<String> ORDER =
      List.of("module", "version", "table", "source", "column", "record", "field", "line");

  private ProblemPrinter() {}

  static void print(Terminal terminal, Collection<Problem> problems) {
    for (Problem problem : problems) {
      terminal.line(terminal.bad(problem.getCode()) + "  " + problem.getMessage());
      if (problem.getWhereCount() > 0) {
        terminal.line("  where: " + where(problem.getWhereMap()));
      }
      if (!problem.getAdvice().isEmpty()) {
        terminal.line("  do:    " + problem.getAdvice());
      }
    }
  }

  static ArrayNode json(Collection<Problem> problems) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Problem problem : problems) {
      ObjectNode node = array.addObject();
      node.put("code", problem.getCode());
      node.put("message", problem.getMessage());
      node.put("advice", problem.getAdvice());
      ObjectNode where = node.putObject("where");
      new TreeMap<>(problem.getWhereMap()).forEach(where::put);
    }
    return array;
  }

  private static String where(Map<String, String> where) {
    Map<String, String> rest = new TreeMap<>(where);
    StringBuilder text = new StringBuilder();
    for (String name : ORDER) {
      String value = rest.remove(name);
      if (value != null) {
        append(text, name, value);
      }
    }
    rest.forEach((name, value) -> append(text, name, value));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
  }
}
