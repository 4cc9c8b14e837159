package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
      List<RecordSet> recordSets,
      Index index) {

    Dataset(
        Thing node,
        Version version,
        Optional<String> name,
        List<Resource> resources,
        List<RecordSet> recordSets) {
      this(node, version, name, resources, recordSets, Index.of(resources, recordSets));
    }

    Optional<Resource> resource(String id) {
      return Optional.ofNullable(index.resources().get(id));
    }

    Optional<RecordSet> recordSet(String id) {
      return Optional.ofNullable(index.recordSets().get(id));
    }

    /** A field anywhere in the description, sub-fields included. */
    Optional<Field> field(String id) {
      return Optional.ofNullable(index.fields().get(id));
    }

    Optional<RecordSet> recordSetOf(Field field) {
      return Optional.ofNullable(index.setsOfFields().get(field.id()));
    }
  }

  /** Nodes by their ids; of those with the same id the first. */
  record Index(
      Map<String, Resource> resources,
      Map<String, RecordSet> recordSets,
      Map<String, Field> fields,
      Map<String, RecordSet> setsOfFields) {

    static Index of(List<Resource> resources, List<RecordSet> recordSets) {
      Index index = new Index(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
      resources.forEach(it -> index.resources.putIfAbsent(it.id(), it));
      for (RecordSet set : recordSets) {
        index.recordSets.putIfAbsent(set.id(), set);
        set.fields().stream()
            .flatMap(it -> it.withSubFields().stream())
            .forEach(it -> {
              index.fields.putIfAbsent(it.id(), it);
              index.setsOfFields.putIfAbsent(it.id(), set);
            });
      }
      return index;
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
      return Stream.concat(
              Stream.of(this), subFields.stream().flatMap(it -> it.withSubFields().stream()))
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
