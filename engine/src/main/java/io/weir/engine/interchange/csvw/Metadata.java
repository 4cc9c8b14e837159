package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.Place;
import java.util.List;
import java.util.Optional;

/** What metadata says, as far as a module document can be made of it. */
final class Metadata {
  private Metadata() {}

  /**
   * @param id the group's name, a url
   * @param tables at least one, unless something is wrong
   */
  record Group(
      Optional<String> id,
      Optional<String> name,
      Optional<String> version,
      Optional<String> description,
      Optional<String> license,
      List<Table> tables) {}

  /**
   * @param path of the CSV file, relative to the folder
   * @param name what it is to be called, if that is said
   * @param language of the header's titles
   */
  record Table(
      String path,
      Place place,
      Optional<String> name,
      Optional<String> title,
      Optional<String> description,
      String language,
      Dialect dialect,
      Inherited inherited,
      Schema schema) {}

  /**
   * @param id the schema's url, which foreign keys may name
   * @param columns empty when the header alone names them
   */
  record Schema(
      Optional<String> id,
      List<Column> columns,
      Optional<Keys> primaryKey,
      List<ForeignKey> foreignKeys) {
    static Schema empty() {
      return new Schema(Optional.empty(), List.of(), Optional.empty(), List.of());
    }
  }

  /** Columns by name, and where that is said. */
  record Keys(List<String> columns, Place place) {}

  /**
   * @param resource the path of the table referred to, or nothing if its schema is named
   * @param schema the url of its schema
   */
  record ForeignKey(
      List<String> columns,
      Optional<String> resource,
      Optional<String> schema,
      List<String> referenced,
      Place place) {}

  /**
   * @param name as written; one without it is named after its title
   * @param virtual whether no field of the file belongs to it
   */
  record Column(
      Optional<String> name,
      Titles titles,
      Optional<String> description,
      boolean virtual,
      Inherited inherited,
      Place place) {}
}
