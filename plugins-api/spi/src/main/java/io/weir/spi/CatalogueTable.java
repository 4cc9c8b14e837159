package io.weir.spi;

import java.util.List;
import java.util.OptionalLong;

/**
 * A table, or something that can be read like one, as the catalogue of a system describes it.
 *
 * @param name what the system calls it, unique in its catalogue
 * @param source how a source of the same connector on the same connection reads it
 * @param columns its columns in their order, at least one, with different names
 * @param primaryKey the columns that make up its primary key, in the key's order; empty if it has
 *     none
 * @param references its foreign keys to tables of the same catalogue
 * @param estimatedRecords about how many records it has, if the system knows without counting
 */
public record CatalogueTable(
    String name,
    Parameters source,
    List<Field> columns,
    List<String> primaryKey,
    List<Reference> references,
    OptionalLong estimatedRecords) {
  public CatalogueTable {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    references = List.copyOf(references);
  }

  /**
   * A column.
   *
   * @param type what its values are read as; STRING for whatever has no type of ours
   * @param mayBeEmpty whether the system allows it to have no value
   */
  public record Field(String name, ValueType type, boolean mayBeEmpty) {}

  /**
   * A foreign key.
   *
   * @param columns the columns that refer
   * @param table the name of the table they refer to
   * @param referenced the columns they refer to, as many and in the same order
   */
  public record Reference(List<String> columns, String table, List<String> referenced) {
    public Reference {
      columns = List.copyOf(columns);
      referenced = List.copyOf(referenced);
      if (columns.isEmpty() || columns.size() != referenced.size()) {
        throw new IllegalArgumentException("a foreign key refers column by column");
      }
    }
  }
}
