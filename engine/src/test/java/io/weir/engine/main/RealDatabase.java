package io.weir.engine.main;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** A third-party database in PostgreSQL, and what its own catalogue says of it. */
final class RealDatabase {
  private final Connection connection;

  /**
   * @param columns type by name, in order
   * @param key the column of a primary key of one column
   * @param references {@code table.column} by referring column
   */
  record Table(
      String name,
      Map<String, String> columns,
      Optional<String> key,
      Map<String, String> references) {}

  RealDatabase(Connection connection) {
    this.connection = connection;
  }

  /** Executes a dump: statements, and COPY with its data between them. */
  void load(String dump) throws SQLException, IOException {
    StringBuilder statements = new StringBuilder();
    StringBuilder data = new StringBuilder();
    String copy = "";
    for (String line : dump.lines().toList()) {
      if (!copy.isEmpty()) {
        if (line.equals("\\.")) {
          new CopyManager(connection.unwrap(BaseConnection.class))
              .copyIn(copy, new StringReader(data.toString()));
          copy = "";
          data.setLength(0);
        } else {
          data.append(line).append('\n');
        }
      } else if (line.startsWith("COPY ") && line.endsWith("FROM stdin;")) {
        execute(statements.toString());
        statements.setLength(0);
        copy = line.substring(0, line.length() - 1);
      } else if (!line.startsWith("\\")) {
        statements.append(line).append('\n');
      }
    }
    execute(statements.toString());
  }

  void execute(String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  long number(String query) throws SQLException {
    return rows(query, 1).stream()
        .map(row -> Long.parseLong(row.getFirst()))
        .findFirst()
        .orElse(0L);
  }

  List<List<String>> rows(String query, int columns) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(Optional.ofNullable(result.getString(i)).orElse(""));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The tables of the schema {@code public} that nothing inherits its rows from. */
  List<Table> tables() throws SQLException {
    List<Table> tables = new ArrayList<>();
    for (List<String> table :
        rows(
            """
            select relname from pg_class c join pg_namespace n on n.oid = relnamespace
            where nspname = 'public' and relkind = 'r'
              and not exists (select 1 from pg_inherits where inhrelid = c.oid) order by 1
            """,
            1)) {
      tables.add(table(table.getFirst()));
    }
    return tables;
  }

  private Table table(String name) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    for (List<String> column :
        rows(
            """
            select attname, typname from pg_attribute join pg_type t on t.oid = atttypid
            where attrelid = 'public."%s"'::regclass and attnum > 0 and not attisdropped order by attnum
            """
                .formatted(name),
            2)) {
      columns.put(column.get(0), column.get(1));
    }
    Map<String, String> references = new LinkedHashMap<>();
    for (List<String> reference :
        rows(
            """
            select a.attname, f.relname || '.' || b.attname from pg_constraint k
            join pg_class f on f.oid = confrelid
            join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
            join pg_attribute b on b.attrelid = confrelid and b.attnum = confkey[1]
            where contype = 'f' and conrelid = 'public."%s"'::regclass and cardinality(conkey) = 1
            """
                .formatted(name),
            2)) {
      references.put(reference.get(0), reference.get(1));
    }
    Optional<String> key =
        rows(
                """
                select attname from pg_constraint
                join pg_attribute on attrelid = conrelid and attnum = conkey[1]
                where contype = 'p' and conrelid = 'public."%s"'::regclass and cardinality(conkey) = 1
                """
                    .formatted(name),
                1)
            .stream()
            .map(List::getFirst)
            .findFirst();
    return new Table(name, columns, key, references);
  }

  /** Takes away what keeps the data clean, so that it can be made dirty. */
  void dropConstraints() throws SQLException {
    for (List<String> constraint :
        rows(
            """
            select conrelid::regclass, quote_ident(conname) from pg_constraint
            where connamespace = 'public'::regnamespace and contype in ('f', 'p', 'u')
            order by contype
            """,
            2)) {
      execute(
          "alter table "
              + constraint.get(0)
              + " drop constraint if exists "
              + constraint.get(1)
              + " cascade");
    }
    for (List<String> trigger :
        rows(
            """
            select tgrelid::regclass, quote_ident(tgname) from pg_trigger where not tgisinternal
            """,
            2)) {
      execute("drop trigger " + trigger.get(1) + " on " + trigger.get(0));
    }
  }

  /**
   * Does to the data what the module asks for, one delete at a time: first every record of a
   * conflicting key goes, then orphans until there are none.
   *
   * @return records deleted by table
   */
  Map<String, Long> clean(List<Table> tables) throws SQLException {
    Map<String, Long> deleted = new LinkedHashMap<>();
    for (Table table : tables) {
      if (table.key().isPresent()) {
        String key = '"' + table.key().get() + '"';
        delete(
            table.name(),
            "%1$s is null or %1$s in (select %1$s from \"%2$s\" group by 1 having count(*) > 1)"
                .formatted(key, table.name()),
            deleted);
      }
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Table table : tables) {
        for (Map.Entry<String, String> reference : table.references().entrySet()) {
          String[] target = reference.getValue().split("\\.");
          changed |=
              delete(
                  table.name(),
                  "\"%1$s\" is not null and not exists (select 1 from \"%2$s\" p where p.\"%3$s\" = t.\"%1$s\")"
                      .formatted(reference.getKey(), target[0], target[1]),
                  deleted);
        }
      }
    }
    return deleted;
  }

  private boolean delete(String table, String where, Map<String, Long> deleted)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long count = statement.executeUpdate("delete from \"" + table + "\" t where " + where);
      deleted.merge(table, count, Long::sum);
      return count > 0;
    }
  }
}
