package io.weir.engine.interchange.croissant;

import io.weir.engine.interchange.croissant.Graph.Dataset;
import io.weir.engine.interchange.croissant.Graph.Extract;
import io.weir.engine.interchange.croissant.Graph.Field;
import io.weir.engine.interchange.croissant.Graph.Resource;
import io.weir.engine.interchange.croissant.Graph.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the file and the column that a field's values come from in the end. */
record Origins(Dataset dataset) {
  private static final int LONGEST_CHAIN = 32;

  /** A member of each record, in the notations that are common for it. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(?:\\$(?:\\[\\*])?\\.?)?([^.\\[\\]$'\"*?@()]+)|\\$(?:\\[\\*])?\\['([^']+)']");

  /**
   * @param column the field of the file's records, if it is one
   * @param property what is taken of the file itself, such as its name; empty text if nothing
   * @param transforms what is done to the values on the way, by name
   */
  record Origin(Resource file, Optional<String> column, String property, List<String> transforms) {}

  Optional<Origin> of(Field field) {
    return of(field, 0);
  }

  private Optional<Origin> of(Field field, int depth) {
    if (field.source().isEmpty() || depth > LONGEST_CHAIN) {
      return Optional.empty();
    }
    Source source = field.source().get();
    List<String> transforms = transforms(source);
    return source
        .target()
        .flatMap(target -> {
          Optional<Field> from = dataset.field(target.id());
          if (from.isPresent()) {
            return of(from.get(), depth + 1).map(it -> with(it, transforms));
          }
          return file(target.id(), source.extract(), transforms);
        });
  }

  private Optional<Origin> file(String id, Extract extract, List<String> transforms) {
    Optional<Resource> file = dataset.resource(id);
    if (file.isEmpty() && id.contains("/")) {
      return dataset
          .resource(id.substring(0, id.indexOf('/')))
          .map(
              it -> new Origin(it, Optional.of(id.substring(id.indexOf('/') + 1)), "", transforms));
    }
    return file.map(it ->
        switch (extract) {
          case Extract.Column(String name) -> new Origin(it, Optional.of(name), "", transforms);
          case Extract.JsonPath(String path) -> new Origin(it, member(path), "", transforms);
          case Extract.FileProperty(String property) ->
              new Origin(it, Optional.empty(), property, transforms);
          case Extract.Nothing() -> new Origin(it, Optional.empty(), "content", transforms);
        });
  }

  private static List<String> transforms(Source source) {
    return new TreeSet<>(source.transforms().keySet())
        .stream().map(it -> it.substring(it.indexOf(':') + 1)).toList();
  }

  private static Origin with(Origin origin, List<String> more) {
    List<String> all = new ArrayList<>(origin.transforms());
    all.addAll(more);
    return new Origin(origin.file(), origin.column(), origin.property(), all);
  }

  private static Optional<String> member(String path) {
    Matcher matcher = MEMBER.matcher(path.strip());
    return matcher.matches()
        ? Optional.ofNullable(matcher.group(1)).or(() -> Optional.ofNullable(matcher.group(2)))
        : Optional.empty();
  }
}
