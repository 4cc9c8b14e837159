package io.weir.engine.interchange.csvw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.csvw.Fitted.FittedColumn;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes one column of a module document. */
final class ColumnWriter {
  private static final Set<String> ANY_TEXT =
      Set.of("string", "anyURI", "normalizedString", "token");

  private final Fitted table;
  private final FittedColumn column;
  private final Problems problems;

  ColumnWriter(Fitted table, FittedColumn column, Problems problems) {
    this.table = table;
    this.column = column;
    this.problems = problems;
  }

  ObjectNode write(boolean primaryKey) {
    ObjectNode out = JsonNodeFactory.instance.objectNode().put("name", column.name());
    List<String> titles = column.said().titles().all();
    if (!titles.isEmpty() && !titles.equals(List.of(column.name()))) {
      ArrayNode array = out.putArray("titles");
      titles.forEach(array::add);
    }
    column.said().description().ifPresent(text -> out.put("description", text));
    Optional<JsonNode> datatype = datatype();
    datatype.ifPresent(type -> out.set("datatype", type));
    List<String> nulls = column.said().inherited().nulls().orElse(List.of(""));
    if (!nulls.equals(List.of(""))) {
      ArrayNode array = out.putArray("null");
      nulls.forEach(array::add);
    }
    onEmpty(out, nulls, primaryKey);
    datatype.ifPresent(type -> policies(out, type));
    return out;
  }

  private Optional<JsonNode> datatype() {
    Optional<String> separator = column.said().inherited().separator();
    if (separator.isEmpty()) {
      return column.said().inherited().datatype();
    }
    problems.warn(
        column.said().place(),
        "column "
            + Wording.quote(column.name())
            + " of "
            + Fitted.what(table.table())
            + " holds lists, which become plain texts",
        "a module document has no lists; nothing of its datatype is checked");
    return Optional.empty();
  }

  private void onEmpty(ObjectNode out, List<String> nulls, boolean primaryKey) {
    Inherited said = column.said().inherited();
    Optional<String> fallback =
        said.fallback().filter(text -> !text.isEmpty() && !nulls.contains(text));
    if (fallback.isPresent()) {
      out.put("onEmpty", "replace").put("default", fallback.get());
    } else if (said.required().orElse(false) && !primaryKey) {
      out.put("onEmpty", "drop");
    }
  }

  private static void policies(ObjectNode out, JsonNode datatype) {
    if (!datatype.isTextual() || !ANY_TEXT.contains(datatype.asText())) {
      out.put("onTypeViolation", "drop");
    }
    if (DatatypeReader.BOUNDS.stream().anyMatch(datatype::has)) {
      out.put("onOutOfRange", "drop");
    }
  }
}
