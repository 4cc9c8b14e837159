package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.FreeNames;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.croissant.Graph.Dataset;
import io.weir.engine.interchange.croissant.Graph.Field;
import io.weir.engine.interchange.croissant.Graph.RecordSet;
import io.weir.engine.interchange.croissant.Graph.Source;
import io.weir.engine.interchange.croissant.Origins.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table a record set becomes.
 *
 * @param columns in the order of the fields
 * @param collection how its records are had
 */
record TableDraft(RecordSet set, String name, List<Column> columns, Collection collection) {

  /**
   * @param field the field of the description
   * @param title what the field is called there
   */
  record Column(String name, String datatype, String title, Field field) {}

  /** How a table's records are had. */
  sealed interface Collection {
    /** A file that can be read as it is. */
    record Readable(FileAccess file) implements Collection {}

    /** Records that stand in the description, to be kept as a file. */
    record Written(String path) implements Collection {}

    /** A script that is still to be written. */
    record Missing(String script, String reason) implements Collection {}
  }

  /** Makes the tables of a description. */
  record Maker(Dataset dataset, Problems problems) {

    TableDraft make(RecordSet set, String name) {
      List<Leaf> leaves = new ArrayList<>();
      set.fields().forEach(field -> flatten(set, field, leaves));
      if (set.data().isPresent()) {
        return new TableDraft(
            set, name, columns(leaves, false), new Collection.Written("data/" + name + ".json"));
      }
      Optional<String> unreadable = unreadable(leaves);
      if (unreadable.isPresent()) {
        return new TableDraft(
            set,
            name,
            columns(leaves, false),
            new Collection.Missing("scripts/" + name + ".py", unreadable.get()));
      }
      List<Leaf> read = withoutFileProperties(leaves);
      FileAccess file = FileAccess.of(read.getFirst().origin().orElseThrow().file()).orElseThrow();
      return new TableDraft(set, name, columns(read, true), new Collection.Readable(file));
    }

    /** One column to be, before names are settled. */
    private record Leaf(Field field, String title, String datatype, Optional<Origin> origin) {}

    private void flatten(RecordSet set, Field field, List<Leaf> leaves) {
      Origins origins = new Origins(dataset);
      String title = shortName(set, field);
      if (field.subFields().isEmpty()) {
        leaves.add(new Leaf(field, title, datatype(field), origins.of(field)));
        return;
      }
      List<Optional<Origin>> parts = field.subFields().stream().map(origins::of).toList();
      boolean columnsOfTheirOwn =
          !field.joined()
              && field.source().isEmpty()
              && field.subFields().stream().allMatch(it -> it.subFields().isEmpty())
              && parts.stream().allMatch(it -> it.isPresent() && it.get().column().isPresent())
              && parts.stream().map(it -> it.orElseThrow().column()).distinct().count()
                  == parts.size();
      if (columnsOfTheirOwn) {
        field
            .subFields()
            .forEach(it ->
                leaves.add(
                    new Leaf(it, title + "/" + last(it.name()), datatype(it), origins.of(it))));
        return;
      }
      problems.warn(
          field.place(),
          field.node().what()
              + " has fields of its own; column "
              + Wording.quote(title)
              + " takes each of its values as one JSON text",
          "rules reach only the whole value: let a script deliver its parts as columns to reach"
              + " them");
      leaves.add(
          new Leaf(
              field,
              title,
              DataTypes.JSON,
              origins.of(field).or(() -> parts.stream().flatMap(Optional::stream).findFirst())));
    }

    private String datatype(Field field) {
      List<String> types = types(field, 0);
      Set<String> transforms = new TreeSet<>();
      new Origins(dataset).of(field).ifPresent(it -> transforms.addAll(it.transforms()));
      String plain = DataTypes.datatype(types).orElse("");
      List<String> meanings = DataTypes.meanings(types);
      if (!meanings.isEmpty()) {
        problems.warn(
            field.node().get("cr:dataType").orElse(field.node().object()).place(),
            "the meaning of "
                + field.node().what()
                + " is left out: "
                + String.join(", ", meanings),
            "say with \"personalData\" if it is about a person");
      }
      if (plain.equals("binary")) {
        problems.warn(
            field.place(),
            field.node().what() + " holds images, sounds or videos; its column takes them as bytes",
            "nothing is anonymized inside them: give the column \"anonymize\": { \"method\":"
                + " \"drop-column\" } unless they show nobody");
      }
      if (field.several()) {
        return DataTypes.JSON;
      }
      return plain.isEmpty() ? DataTypes.STRING : plain;
    }

    private List<String> types(Field field, int depth) {
      if (!field.types().isEmpty() || depth > 32) {
        return field.types();
      }
      return field
          .source()
          .flatMap(Source::target)
          .flatMap(target -> dataset.field(target.id()))
          .map(
              from -> from.subFields().isEmpty() ? types(from, depth + 1) : List.of("cr:RecordSet"))
          .orElse(List.of());
    }

    // ---- whether a table can be read as it is

    /** Why no single file holds the records, or nothing. */
    private Optional<String> unreadable(List<Leaf> leaves) {
      Map<String, Origin> files = new LinkedHashMap<>();
      for (Leaf leaf : leaves) {
        if (leaf.origin().isEmpty()) {
          return Optional.of("of " + Wording.quote(leaf.title()) + " nothing says where it lies");
        }
        files.put(leaf.origin().get().file().id(), leaf.origin().get());
      }
      if (files.size() > 1) {
        return Optional.of("its records are joined out of " + String.join(" and ", files.keySet()));
      }
      Origin origin = files.values().iterator().next();
      if (FileAccess.of(origin.file()).isEmpty()) {
        return Optional.of(
            "it lies in "
                + origin.file().id()
                + (origin.file().set() ? ", several files of type " : ", a file of type ")
                + String.join(", ", origin.file().formats()));
      }
      for (Leaf leaf : leaves) {
        Origin from = leaf.origin().orElseThrow();
        if (from.column().isEmpty() && from.property().isEmpty()) {
          return Optional.of(
              Wording.quote(leaf.title()) + " lies deep inside the records of " + from.file().id());
        }
      }
      return withoutFileProperties(leaves).isEmpty()
          ? Optional.of("it is made of the files themselves, not of records in them")
          : Optional.empty();
    }

    private static List<Leaf> withoutFileProperties(List<Leaf> leaves) {
      return leaves.stream()
          .filter(leaf -> leaf.origin().orElseThrow().column().isPresent())
          .toList();
    }

    // ---- columns

    /**
     * @param read whether the file is read as it is, so that columns are called as they are there
     */
    private List<Column> columns(List<Leaf> leaves, boolean read) {
      FreeNames names = new FreeNames();
      List<Column> columns = new ArrayList<>();
      for (Leaf leaf : leaves) {
        String source = read ? leaf.origin().orElseThrow().column().orElseThrow() : leaf.title();
        String printable = FreeNames.printable(source);
        if (read && (names.has(printable) || !printable.equals(source))) {
          problems.warn(
              leaf.field().place(),
              leaf.field().node().what()
                  + " is left out: column "
                  + Wording.quote(source)
                  + " of the file "
                  + (names.has(printable) ? "is already taken" : "has no name a column can have"),
              "let a script deliver it under another name");
          continue;
        }
        String name = names.claim(printable);
        columns.add(new Column(name, type(leaf, name, read), leaf.title(), leaf.field()));
      }
      return columns;
    }

    /** What a file holds before anything is done to it may not yet be of the field's type. */
    private String type(Leaf leaf, String name, boolean read) {
      Set<String> transforms =
          new LinkedHashSet<>(leaf.origin().map(Origin::transforms).orElse(List.of()));
      if (!read || transforms.isEmpty()) {
        return leaf.datatype().equals(DataTypes.JSON) && read && isCsv(leaf)
            ? DataTypes.STRING
            : leaf.datatype();
      }
      problems.warn(
          leaf.field().place(),
          String.join(" and ", transforms)
              + " of "
              + leaf.field().node().what()
              + (transforms.size() == 1 ? " is" : " are")
              + " left out: column "
              + Wording.quote(name)
              + " takes the text as it stands in the file",
          "let a script do it, and give the column its type");
      return DataTypes.STRING;
    }

    private static boolean isCsv(Leaf leaf) {
      return leaf.origin()
          .flatMap(it -> FileAccess.of(it.file()))
          .filter(it -> it.format().equals("csv"))
          .isPresent();
    }

    private static String shortName(RecordSet set, Field field) {
      String name = field.name();
      for (String prefix : List.of(set.id() + "/", set.name() + "/")) {
        if (name.startsWith(prefix) && name.length() > prefix.length()) {
          return name.substring(prefix.length());
        }
      }
      return name;
    }

    private static String last(String name) {
      String rest = name.substring(name.lastIndexOf('/') + 1);
      return rest.isEmpty() ? name : rest;
    }
  }
}
