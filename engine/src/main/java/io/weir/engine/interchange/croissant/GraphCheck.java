package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Place;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.croissant.Graph.Dataset;
import io.weir.engine.interchange.croissant.Graph.Field;
import io.weir.engine.interchange.croissant.Graph.RecordSet;
import io.weir.engine.interchange.croissant.Graph.Reference;
import io.weir.engine.interchange.croissant.Graph.Resource;
import io.weir.engine.interchange.croissant.Graph.Source;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks what nodes of a description say of each other. */
record GraphCheck(Dataset dataset, Problems problems) {
  private static final int LONGEST_CHAIN = 32;

  void check() {
    Set<String> seen = new HashSet<>();
    for (Resource resource : dataset.resources()) {
      unique(seen, resource.id(), resource.place());
      for (Reference container : resource.containers()) {
        if (dataset.resource(container.id()).isEmpty()) {
          problems.error(
              container.place(),
              "\"containedIn\" of "
                  + (resource.set() ? "FileSet " : "FileObject ")
                  + Wording.quote(resource.id())
                  + " names "
                  + Wording.quote(container.id())
                  + ", which is no node of the description",
              "name the archive or repository by its @id, or add it");
        }
      }
    }
    for (RecordSet set : dataset.recordSets()) {
      unique(seen, set.id(), set.place());
      for (Field field : set.fields()) {
        field
            .withSubFields()
            .forEach(it -> {
              unique(seen, it.id(), it.place());
              field(it);
            });
      }
      join(set);
    }
  }

  private void unique(Set<String> seen, String id, Place place) {
    if (!seen.add(id)) {
      problems.error(
          place,
          "\"@id\" " + Wording.quote(id) + " is that of two nodes",
          "give each node an @id of its own");
    }
  }

  private void field(Field field) {
    field.source().ifPresent(source -> target(field, "source", source));
    field.references().ifPresent(source -> target(field, "references", source));
    if (field.subFields().isEmpty() && type(field, 0).isEmpty()) {
      boolean elsewhere = field.node().has("sc:dataType");
      problems.error(
          field.node().any("cr:dataType", "sc:dataType").map(Node::place).orElse(field.place()),
          field.node().what() + " has no \"dataType\", and nor has what its values come from",
          elsewhere
              ? "\"dataType\" stands there, but \"@context\" does not say that it is cr:dataType;"
                  + " add that"
              : "write one, such as \"sc:Text\"");
    }
  }

  /** Its own type, or that of the field its values come from. */
  private Optional<String> type(Field field, int depth) {
    if (!field.types().isEmpty() || depth > LONGEST_CHAIN) {
      return field.types().stream().findFirst();
    }
    return field
        .source()
        .flatMap(Source::target)
        .flatMap(target -> dataset.field(target.id()))
        .flatMap(from ->
            from.subFields().isEmpty() ? type(from, depth + 1) : Optional.of("cr:RecordSet"));
  }

  private void target(Field field, String property, Source source) {
    if (source.target().isEmpty()) {
      problems.error(
          field.node().get("cr:" + property).map(Node::place).orElse(field.place()),
          Wording.quote(property) + " of " + field.node().what() + " names no file and no field",
          "name one in \"fileObject\", \"fileSet\" or \"field\"");
      return;
    }
    Reference target = source.target().get();
    if (!known(target.id())) {
      problems.error(
          target.place(),
          Wording.quote(property)
              + " of "
              + field.node().what()
              + " names "
              + Wording.quote(target.id())
              + ", which is no node of the description",
          "name a file, or a field of a RecordSet, by its @id");
    }
  }

  private boolean known(String id) {
    return dataset.resource(id).isPresent()
        || dataset.field(id).isPresent()
        || dataset.recordSet(id).isPresent()
        // In version 0.8 a column could be named together with its file.
        || id.contains("/") && dataset.resource(id.substring(0, id.indexOf('/'))).isPresent();
  }

  /** Values of one record that come from different places need a reference that joins them. */
  private void join(RecordSet set) {
    Set<String> origins = new LinkedHashSet<>();
    boolean joined = false;
    for (Field field : set.fields()) {
      joined |= field.references().isPresent() || field.joined();
      field
          .source()
          .flatMap(Source::target)
          .map(target ->
              dataset
                  .field(target.id())
                  .flatMap(dataset::recordSetOf)
                  .map(RecordSet::id)
                  .orElse(target.id()))
          .ifPresent(origins::add);
    }
    if (origins.size() > 1 && !joined) {
      problems.error(
          set.place(),
          "RecordSet "
              + Wording.quote(set.id())
              + " reads "
              + String.join(" and ", new TreeSet<>(origins).stream().map(Wording::quote).toList())
              + " without \"references\" that join them",
          "write \"references\" at the field whose values occur in both");
    }
  }
}
