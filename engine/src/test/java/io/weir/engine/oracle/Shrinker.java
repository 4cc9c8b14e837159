package io.weir.engine.oracle;

import io.weir.engine.oracle.ModuleCase.Bounds;
import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Facets;
import io.weir.engine.oracle.ModuleCase.Field;
import io.weir.engine.oracle.ModuleCase.Format;
import io.weir.engine.oracle.ModuleCase.Layout;
import io.weir.engine.oracle.ModuleCase.Row;
import io.weir.engine.oracle.ModuleCase.Shape;
import io.weir.engine.oracle.ModuleCase.Source;
import io.weir.engine.oracle.ModuleCase.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Modules that are a little simpler than another one: to find the simplest that still differs. */
final class Shrinker {
  private final ModuleCase module;
  private final List<ModuleCase> simpler = new ArrayList<>();

  private Shrinker(ModuleCase module) {
    this.module = module;
  }

  /** The greatest steps first. Not each of them is a document that can be read. */
  static List<ModuleCase> simpler(ModuleCase module) {
    Shrinker shrinker = new Shrinker(module);
    for (int t = 0; t < module.tables().size() && module.tables().size() > 1; t++) {
      shrinker.withoutTable(t);
    }
    for (int t = 0; t < module.tables().size(); t++) {
      shrinker.withFewerSources(t);
    }
    for (int t = 0; t < module.tables().size(); t++) {
      shrinker.withFewerRows(t);
    }
    for (int t = 0; t < module.tables().size(); t++) {
      shrinker.withSimplerColumns(t);
    }
    for (int t = 0; t < module.tables().size(); t++) {
      shrinker.withPlainFiles(t);
    }
    return shrinker.simpler;
  }

  private void offer(List<Table> tables) {
    simpler.add(new ModuleCase(module.seed(), tables));
  }

  private void offer(int t, UnaryOperator<Table> change) {
    List<Table> tables = new ArrayList<>(module.tables());
    tables.set(t, change.apply(tables.get(t)));
    offer(tables);
  }

  private void withoutTable(int t) {
    String name = module.tables().get(t).name();
    List<Table> tables = new ArrayList<>();
    for (Table table : module.tables()) {
      if (!table.name().equals(name)) {
        tables.add(
            with(
                table,
                table.columns().stream()
                    .map(column ->
                        column.references().filter(it -> it.table().equals(name)).isPresent()
                            ? column.withoutReference()
                            : column)
                    .toList()));
      }
    }
    offer(tables);
  }

  private void withFewerSources(int t) {
    List<Source> sources = module.tables().get(t).sources();
    for (int s = 0; s < sources.size() && sources.size() > 1; s++) {
      List<Source> fewer = new ArrayList<>(sources);
      fewer.remove(s);
      offer(t, table -> withSources(table, fewer));
    }
  }

  private void withFewerRows(int t) {
    List<Source> sources = module.tables().get(t).sources();
    for (int s = 0; s < sources.size(); s++) {
      List<Row> rows = sources.get(s).rows();
      for (int length = rows.size(); length > 0; length /= 2) {
        for (int from = 0; from < rows.size(); from += length) {
          List<Row> fewer = new ArrayList<>(rows);
          fewer.subList(from, Math.min(rows.size(), from + length)).clear();
          Source source = whole(module.tables().get(t), sources.get(s).with(fewer));
          List<Source> others = new ArrayList<>(sources);
          others.set(s, source);
          offer(t, table -> withSources(table, others));
        }
      }
    }
  }

  /** A JSON source must have each column in some record: the first gets those it lacks. */
  private static Source whole(Table table, Source source) {
    if (source.rows().isEmpty()) {
      return source;
    }
    Map<String, Field> fields = new LinkedHashMap<>(source.rows().getFirst().fields());
    table.columns().stream()
        .map(Column::name)
        .filter(name -> !source.shape().missing().contains(name))
        .forEach(name -> fields.putIfAbsent(name, new Field.Null()));
    List<Row> whole = new ArrayList<>(source.rows());
    whole.set(0, new Row(fields));
    return source.with(whole);
  }

  private void withSimplerColumns(int t) {
    Table table = module.tables().get(t);
    if (table.primaryKey().isPresent()) {
      offer(
          t,
          it -> new Table(it.name(), it.columns(), Optional.empty(), it.strategy(), it.sources()));
    }
    for (int c = 0; c < table.columns().size(); c++) {
      Column column = table.columns().get(c);
      if (table.columns().size() > 1 && !table.primaryKey().equals(Optional.of(column.name()))) {
        withoutColumn(t, column.name());
      }
      if (column.references().isPresent()) {
        change(t, c, Column::withoutReference);
      }
      if (column.bounds().exist()) {
        change(t, c, it -> it.with(Bounds.none()));
      }
      if (!column.facets().equals(Facets.NONE)) {
        change(t, c, it -> it.with(Facets.NONE));
      }
      if (column.onEmpty().isPresent()) {
        change(t, c, it -> it.withOnEmpty(Optional.empty(), Optional.empty()));
      }
    }
  }

  private void change(int t, int c, UnaryOperator<Column> change) {
    List<Column> columns = new ArrayList<>(module.tables().get(t).columns());
    columns.set(c, change.apply(columns.get(c)));
    offer(t, table -> with(table, columns));
  }

  private void withoutColumn(int t, String name) {
    offer(
        t,
        table -> {
          List<Source> sources = new ArrayList<>();
          for (Source source : table.sources()) {
            List<Row> rows = new ArrayList<>();
            for (Row row : source.rows()) {
              Map<String, Field> fields = new LinkedHashMap<>(row.fields());
              fields.remove(name);
              rows.add(new Row(fields));
            }
            Layout old = source.layout();
            List<String> fields =
                old.fields().stream().filter(field -> !field.equals(name)).toList();
            sources.add(
                new Source(
                    source.name(), withFields(old, fields), without(source.shape(), name), rows));
          }
          List<Column> columns =
              table.columns().stream().filter(column -> !column.name().equals(name)).toList();
          return new Table(table.name(), columns, table.primaryKey(), table.strategy(), sources);
        });
  }

  private void withPlainFiles(int t) {
    List<Source> sources = module.tables().get(t).sources();
    for (int s = 0; s < sources.size(); s++) {
      Source source = sources.get(s);
      Layout plain = Layout.plain(source.layout().format(), source.layout().fields());
      if (!plain.equals(source.layout())) {
        List<Source> others = new ArrayList<>(sources);
        others.set(s, new Source(source.name(), plain, source.shape(), source.rows()));
        offer(t, table -> withSources(table, others));
      }
      Shape shape = source.shape();
      if (!shape.fields().isEmpty()) {
        Shape simple =
            new Shape(
                Map.of(),
                shape.missing(),
                shape.mayMiss(),
                shape.extraFields(),
                shape.minimumRecords(),
                shape.onTooFew());
        List<Source> others = new ArrayList<>(sources);
        others.set(s, new Source(source.name(), source.layout(), simple, source.rows()));
        offer(t, table -> withSources(table, others));
      }
    }
  }

  private static Shape without(Shape shape, String column) {
    Map<String, String> fields = new LinkedHashMap<>(shape.fields());
    fields.remove(column);
    List<String> missing = shape.missing().stream().filter(it -> !it.equals(column)).toList();
    return new Shape(
        fields,
        missing,
        shape.mayMiss(),
        shape.extraFields(),
        shape.minimumRecords(),
        shape.onTooFew());
  }

  private static Layout withFields(Layout old, List<String> fields) {
    return old.format() == Format.CSV
        ? new Layout(
            old.format(),
            old.delimiter(),
            old.quote(),
            old.lineEnd(),
            old.headerInDocument(),
            old.endsWithLineEnd(),
            fields,
            old.style())
        : old;
  }

  private static Table with(Table table, List<Column> columns) {
    return new Table(table.name(), columns, table.primaryKey(), table.strategy(), table.sources());
  }

  private static Table withSources(Table table, List<Source> sources) {
    return new Table(table.name(), table.columns(), table.primaryKey(), table.strategy(), sources);
  }
}
