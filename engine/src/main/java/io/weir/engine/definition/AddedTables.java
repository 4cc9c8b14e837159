package io.weir.engine.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.Locale;
import java.util.Optional;

/** What methods added, as a document would have declared it. */
final class AddedTables {
  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  private AddedTables() {}

  /**
   * A table.
   *
   * @param from the table it came of; columns that are called alike have the same role
   */
  static ObjectNode node(TableSchema added, TablePlan from, ObjectNode source) {
    ObjectNode node = FACTORY.objectNode();
    node.put("url", added.name());
    node.putArray("collect").add(source);
    ArrayNode columns = node.putObject("tableSchema").putArray("columns");
    for (ColumnSchema column : added.columns()) {
      Optional<ColumnRole> role =
          from.columns().stream()
              .filter(it -> it.name().equals(column.name()))
              .findFirst()
              .flatMap(ColumnPlan::role);
      columns.add(column(column, role));
    }
    return node;
  }

  /** A column of which no text stands for an empty value. */
  static ObjectNode column(ColumnSchema column, Optional<ColumnRole> role) {
    ObjectNode node = FACTORY.objectNode();
    node.put("name", column.name());
    node.put("datatype", term(column.type()));
    if (column.type() == ValueType.STRING || column.type() == ValueType.BINARY) {
      node.putArray("null");
    }
    role.ifPresent(it -> node.put("role", it.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    return node;
  }

  /** A type as documents write it. */
  static String term(ValueType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
