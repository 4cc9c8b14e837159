package io.weir.engine.oracle;

import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Field;
import io.weir.engine.oracle.ModuleCase.Row;
import io.weir.engine.oracle.ModuleCase.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * What modules must come to, worked out in plain SQL: the scripts beside this class say the
 * semantics once more, from the documentation alone. This class only fills their tables, repeats
 * rounds, and reads what is there in the end. Takes many modules at once, for one by one DuckDB
 * would mostly plan.
 */
final class DuckOracle implements AutoCloseable {
  private static final int MOST_ROUNDS = 1_000;

  private final DuckDBConnection connection;
  private final Map<String, List<String>> scripts = new HashMap<>();

  DuckOracle() {
    try {
      connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The outcome of each module, in their order. */
  List<Outcome> judge(List<ModuleCase> modules) {
    try (Statement statement = connection.createStatement()) {
      run(statement, "input");
      load(modules);
      run(statement, "rules");
      int levels = modules.stream().mapToInt(module -> module.tables().size()).max().orElse(0);
      statement.execute("SET VARIABLE late = false");
      for (int level = 0; level < levels; level++) {
        statement.execute("SET VARIABLE level = " + level);
        run(statement, "follow");
        run(statement, "settle");
      }
      statement.execute("SET VARIABLE late = true");
      run(statement, "follow");
      settleOrphans(statement);
      return outcomes(statement, modules);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void settleOrphans(Statement statement) throws SQLException {
    long orphans = 1;
    for (int round = 1; orphans > 0; round++) {
      if (round > MOST_ROUNDS) {
        throw new IllegalStateException("no end of orphans");
      }
      statement.execute("SET VARIABLE round = " + round);
      run(statement, "orphans");
      try (ResultSet count = statement.executeQuery("SELECT count(*) FROM orphan")) {
        count.next();
        orphans = count.getLong(1);
      }
    }
  }

  private void run(Statement statement, String script) throws SQLException {
    for (String sql : scripts.computeIfAbsent(script, DuckOracle::statements)) {
      statement.execute(sql);
    }
  }

  private static List<String> statements(String script) {
    try (InputStream in = DuckOracle.class.getResourceAsStream(script + ".sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.replaceAll("(?m)--.*$", "").split(";"))
          .filter(sql -> !sql.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(List<ModuleCase> modules) throws SQLException {
    try (Rows tables = new Rows("input_table");
        Rows columns = new Rows("input_column");
        Rows nulls = new Rows("input_null");
        Rows references = new Rows("input_reference");
        Rows sources = new Rows("input_source");
        Rows records = new Rows("input_record");
        Rows values = new Rows("input_value")) {
      for (int m = 0; m < modules.size(); m++) {
        List<Table> all = modules.get(m).tables();
        int[] levels = levels(all);
        for (int t = 0; t < all.size(); t++) {
          Table table = all.get(t);
          Integer key = table.primaryKey().map(name -> indexOf(table, name)).orElse(null);
          tables.add(m, t, key, table.strategy(), levels[t]);
          for (int c = 0; c < table.columns().size(); c++) {
            loadColumn(m, t, c, table, all, levels, columns, nulls, references);
          }
          for (int s = 0; s < table.sources().size(); s++) {
            ModuleCase.Source source = table.sources().get(s);
            sources.add(
                m,
                t,
                s,
                source.name(),
                source.shape().extraFields(),
                source.shape().minimumRecords(),
                source.shape().onTooFew(),
                source.shape().mayMiss()
                    ? null
                    : source.shape().missing().stream()
                        .map(name -> indexOf(table, name))
                        .min(Integer::compare)
                        .orElse(null),
                source.layout().format() == ModuleCase.Format.CSV);
            List<Row> rows = table.sources().get(s).rows();
            for (int r = 0; r < rows.size(); r++) {
              loadRecord(m, t, s, r, table, rows.get(r), records, values);
            }
          }
        }
      }
    }
  }

  private static void loadColumn(
      int m,
      int t,
      int c,
      Table table,
      List<Table> all,
      int[] levels,
      Rows columns,
      Rows nulls,
      Rows references)
      throws SQLException {
    Column column = table.columns().get(c);
    boolean isKey = table.primaryKey().equals(Optional.of(column.name()));
    columns.add(
        m,
        t,
        c,
        column.type().name().toLowerCase(Locale.ROOT),
        column.datatype(),
        column.facets().format(),
        column.facets().minLength(),
        column.facets().maxLength(),
        column.onEmpty().orElse(isKey ? "drop" : "pass"),
        column.replacement().orElse(null),
        column.onTypeViolation().orElse("fail"),
        column.bounds().minimum().orElse(null),
        column.bounds().maximum().orElse(null),
        column.bounds().withoutMinimum(),
        column.bounds().withoutMaximum(),
        column.bounds().onOutOfRange());
    for (String text : column.nullTexts().orElse(List.of(""))) {
      nulls.add(m, t, c, text);
    }
    if (column.references().isPresent()) {
      ModuleCase.Reference reference = column.references().get();
      int parent = all.stream().map(Table::name).toList().indexOf(reference.table());
      Table target = all.get(parent);
      references.add(
          m,
          t,
          c,
          parent,
          indexOf(target, reference.column()),
          target.primaryKey().equals(Optional.of(reference.column())),
          levels[parent] >= levels[t]);
    }
  }

  private static void loadRecord(
      int m, int t, int s, int r, Table table, Row row, Rows records, Rows values)
      throws SQLException {
    int known = 0;
    for (int c = 0; c < table.columns().size(); c++) {
      Field field = row.fields().get(table.columns().get(c).name());
      known += field == null ? 0 : 1;
      switch (field) {
        case Field.Text(String text) -> values.add(m, t, s, r, c, text, false);
        case Field.Written written -> values.add(m, t, s, r, c, written.json(), written.isNested());
        case Field.Null _ -> values.add(m, t, s, r, c, null, false);
        case null -> values.add(m, t, s, r, c, null, false);
      }
    }
    records.add(m, t, s, r, row.fields().size() - known);
  }

  /** The place of each table in the order of settling: parents first, as far as that goes. */
  private static int[] levels(List<Table> tables) {
    int[] levels = new int[tables.size()];
    List<Table> waiting = new ArrayList<>(tables);
    for (int level = 0; !waiting.isEmpty(); level++) {
      List<String> names = waiting.stream().map(Table::name).toList();
      Table next =
          waiting.stream()
              .filter(table ->
                  table.columns().stream()
                      .flatMap(column -> column.references().stream())
                      .map(ModuleCase.Reference::table)
                      .noneMatch(parent -> !parent.equals(table.name()) && names.contains(parent)))
              .findFirst()
              .or(() -> waiting.stream().filter(table -> !keyWaits(table, waiting)).findFirst())
              .orElse(waiting.getFirst());
      levels[tables.indexOf(next)] = level;
      waiting.remove(next);
    }
    return levels;
  }

  /** Whether the primary key of a table refers to that of one that is not settled. */
  private static boolean keyWaits(Table table, List<Table> waiting) {
    return table
        .primaryKey()
        .flatMap(key -> table.column(key).references())
        .filter(it -> !it.table().equals(table.name()))
        .filter(it ->
            waiting.stream()
                .anyMatch(parent ->
                    parent.name().equals(it.table())
                        && parent.primaryKey().equals(Optional.of(it.column()))))
        .isPresent();
  }

  private static int indexOf(Table table, String column) {
    return table.columns().stream().map(Column::name).toList().indexOf(column);
  }

  private static List<Outcome> outcomes(Statement statement, List<ModuleCase> modules)
      throws SQLException {
    List<Outcome> outcomes = new ArrayList<>();
    modules.forEach(module -> outcomes.add(Outcome.of(module)));
    try (ResultSet all = statement.executeQuery("SELECT m, t, s, c, rule, round, n FROM found")) {
      while (all.next()) {
        Table table = modules.get(all.getInt(1)).tables().get(all.getInt(2));
        int column = all.getInt(4);
        String name = all.wasNull() ? "" : table.columns().get(column).name();
        outcomes
            .get(all.getInt(1))
            .count(
                table.name(), all.getInt(3), name, all.getString(5), all.getInt(6), all.getLong(7));
      }
    }
    try (ResultSet all = statement.executeQuery("SELECT m, t, s, r, c, code FROM failure")) {
      while (all.next()) {
        Table table = modules.get(all.getInt(1)).tables().get(all.getInt(2));
        Map<String, String> where = new TreeMap<>();
        where.put("table", table.name());
        int column = all.getInt(5);
        if (!all.wasNull()) {
          where.put("column", table.columns().get(column).name());
        }
        int source = all.getInt(3);
        if (!all.wasNull()) {
          where.put("source", table.sources().get(source).name());
        }
        int record = all.getInt(4);
        if (!all.wasNull()) {
          where.put("record", Integer.toString(record + 1));
        }
        outcomes.get(all.getInt(1)).failures().add(all.getString(6) + " " + where);
      }
    }
    String values =
        "SELECT m, t, s, r, c, value, stays, delivered FROM held JOIN record USING (m, t, s, r)"
            + " ORDER BY m, t, s, r, c";
    try (ResultSet all = statement.executeQuery(values)) {
      while (all.next()) {
        Table table = modules.get(all.getInt(1)).tables().get(all.getInt(2));
        Outcome outcome = outcomes.get(all.getInt(1));
        Column column = table.columns().get(all.getInt(5));
        CanonicalText.ofOracle(column.type(), all.getString(8))
            .ifPresent(key -> outcome.delivered(table.name(), column.name()).add(key));
        if (all.getBoolean(7)) {
          List<List<Optional<String>>> rows = outcome.rows(table.name(), all.getInt(3));
          if (all.getInt(5) == 0) {
            rows.add(new ArrayList<>());
          }
          rows.getLast().add(CanonicalText.ofOracle(column.type(), all.getString(6)));
        }
      }
    }
    return outcomes;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fills one table; a row's values are those of its columns in order. */
  private final class Rows implements AutoCloseable {
    private final DuckDBAppender appender;

    Rows(String table) throws SQLException {
      appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
    }

    void add(Object... values) throws SQLException {
      appender.beginRow();
      for (Object value : values) {
        switch (value) {
          case Integer number -> appender.append(number.intValue());
          case Boolean flag -> appender.append(flag.booleanValue());
          case String text -> appender.append(text);
          case null -> appender.appendNull();
          default -> throw new IllegalArgumentException(value.getClass().getName());
        }
      }
      appender.endRow();
    }

    @Override
    public void close() throws SQLException {
      appender.close();
    }
  }
}
