package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a description says, as far as tables can be made of it. */
final class Graph {
  private Graph() {}

  /** Which version of the format a description follows. */
  enum Version {
    V0_8,
    V1_0,
    V1_1
  }

  /**
   * @param resources in the order written
   * @param recordSets in the order written
   */
  record Dataset(
      Thing node,
      Version version,
      Optional<String> name,
      List<Resource> resources,
      List<RecordSet> recordSets) {

    Optional<Resource> resource(String id) {
      return resources.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** A field anywhere in the description, sub-fields included. */
    Optional<Field> field(String id) {
      return recordSets.stream()
          .flatMap(set -> set.fields().stream())
          .flatMap(field -> field.withSubFields().stream())
          .filter(it -> it.id().equals(id))
          .findFirst();
    }

    Optional<RecordSet> recordSetOf(Field field) {
      return recordSets.stream()
          .filter(set ->
              set.fields().stream()
                  .flatMap(it -> it.withSubFields().stream())
                  .anyMatch(it -> it.id().equals(field.id())))
          .findFirst();
    }
  }

  /**
   * A file, or files that match a pattern.
   *
   * @param set whether it is a FileSet
   * @param url where a FileObject lies
   * @param formats MIME types
   * @param includes patterns of a FileSet
   * @param containers ids of the archives or repositories it lies in
   */
  record Resource(
      String id,
      boolean set,
      Optional<String> url,
      List<String> formats,
      List<String> includes,
      List<Reference> containers,
      Place place) {}

  /** An id, and where it stands. */
  record Reference(String id, Place place) {}

  /**
   * @param keys ids or names of the fields that identify a record
   * @param data the records written into the description, if there are any
   */
  record RecordSet(
      String id,
      String name,
      Optional<String> description,
      List<Reference> keys,
      List<Field> fields,
      Optional<List<Node>> data,
      Place place) {}

  /**
   * @param types what {@code dataType} says, shortened
   * @param references the field or file that its values refer to
   * @param several whether one record holds several values
   */
  record Field(
      String id,
      String name,
      Optional<String> description,
      List<String> types,
      Optional<Source> source,
      Optional<Source> references,
      boolean several,
      List<Field> subFields,
      boolean joined,
      Thing node) {

    List<Field> withSubFields() {
      return java.util.stream.Stream.concat(
              java.util.stream.Stream.of(this),
              subFields.stream().flatMap(it -> it.withSubFields().stream()))
          .toList();
    }

    Place place() {
      return node.place();
    }
  }

  /**
   * Where values come from.
   *
   * @param target the id of a file or a field
   * @param transforms what is done to them, by name
   */
  record Source(Optional<Reference> target, Extract extract, Map<String, String> transforms) {}

  /** What is taken from a file. */
  sealed interface Extract {
    record Column(String name) implements Extract {}

    record JsonPath(String path) implements Extract {}

    /** Something of the file itself, such as its name or its lines. */
    record FileProperty(String name) implements Extract {}

    record Nothing() implements Extract {}
  }
}
