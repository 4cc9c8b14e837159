package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.spi.ValueType;
import java.util.Optional;

/** Reads what a column's values must be: type, format, lengths and range. */
final class DatatypeReader {
  private final Problems problems;
  private final Fields column;

  DatatypeReader(Problems problems, Fields column) {
    this.problems = problems;
    this.column = column;
  }

  /**
   * @param type empty when it could not be understood
   * @param facets as far as they could be understood
   * @param range empty when there is none, or when it could not be understood
   */
  record Datatype(Optional<ValueType> type, Facets facets, Optional<Range> range) {}

  Datatype read() {
    Optional<Node> node = column.get("datatype");
    if (node.isPresent() && node.get() instanceof Node.Obj object) {
      Fields datatype = new Fields(object, "\"datatype\" of " + column.what(), problems);
      datatype.allowOnly(Terms.DATATYPE, Terms.DATATYPE_NOT_YET);
      Optional<Datatypes.Named> base =
          datatype.has("base")
              ? datatype.text("base").flatMap(this::named)
              : Optional.of(Datatypes.NAMES.get("string"));
      Facets facets =
          base.map(named -> new FacetsReader(problems, column, datatype).read(named))
              .orElse(Facets.NONE);
      Optional<ValueType> type = base.map(Datatypes.Named::type);
      return new Datatype(
          type, facets, new RangeReader(problems, column, datatype).read(type, facets));
    }
    column.choice("onOutOfRange", RangeReader.POLICIES);
    if (column.has("onOutOfRange")) {
      RangeReader.missing(problems, column);
    }
    Optional<Datatypes.Named> named =
        node.isPresent()
            ? column.text("datatype").flatMap(this::named)
            : Optional.of(Datatypes.NAMES.get("string"));
    return new Datatype(
        named.map(Datatypes.Named::type),
        named.map(Datatypes.Named::facets).orElse(Facets.NONE),
        Optional.empty());
  }

  private Optional<Datatypes.Named> named(Node.Text name) {
    Optional<Datatypes.Named> named = Optional.ofNullable(Datatypes.NAMES.get(name.text()));
    if (named.isEmpty()) {
      problems.error(
          name.place(),
          Wording.quote(name.text()) + " is not a type that " + column.what() + " can have",
          Wording.nearestAndAll(name.text(), Datatypes.NAMES.keySet()));
    }
    return named;
  }
}
