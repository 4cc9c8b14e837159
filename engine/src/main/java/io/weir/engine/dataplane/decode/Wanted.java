package io.weir.engine.dataplane.decode;

import io.weir.engine.definition.SourcePlan.ExtraFields;
import io.weir.engine.definition.SourcePlan.MissingColumns;
import io.weir.engine.definition.SourcePlan.Shape;
import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import java.util.List;
import java.util.Optional;

/**
 * What is wanted of a source: the table's columns, each under the name the source has for it.
 *
 * @param fields by column, in the table's order
 */
public record Wanted(
    TableSchema table, List<String> fields, ExtraFields extraFields, MissingColumns missing) {
  public Wanted {
    fields = List.copyOf(fields);
  }

  public static Wanted of(TableSchema table, Shape shape) {
    return new Wanted(
        table,
        table.columns().stream().map(ColumnSchema::name).map(shape::field).toList(),
        shape.extraFields(),
        shape.missingColumns());
  }

  /** A table whose source has fields of the same names. */
  public static Wanted of(TableSchema table) {
    return of(table, Shape.standard());
  }

  int columns() {
    return fields.size();
  }

  String column(int index) {
    return table.columns().get(index).name();
  }

  /** That no field fills a column. */
  public RecordException columnMissing(int index, Optional<String> nearest) {
    return RecordException.columnMissing(column(index), fields.get(index), nearest);
  }

  boolean refusesExtras() {
    return extraFields == ExtraFields.REFUSE;
  }

  boolean countsExtras() {
    return extraFields == ExtraFields.COUNT;
  }
}
