package io.weir.engine.storage;

import io.weir.engine.views.Row;
import io.weir.engine.views.Rows;
import io.weir.engine.views.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** The rows of lists on one connection, within the transaction that is open on it. */
final class SqlRows implements Rows {
  private final Connection connection;

  SqlRows(Connection connection) {
    this.connection = connection;
  }

  static String table(View view) {
    return "view_" + view.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<Row> find(View view, String id) {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id, position, within, active, entry from " + table(view) + " where id = ?")) {
      select.setString(1, id);
      try (ResultSet found = select.executeQuery()) {
        return found.next()
            ? Optional.of(
                new Row(
                    found.getString(1),
                    found.getString(2),
                    found.getString(3),
                    found.getBoolean(4),
                    found.getString(5)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the list " + view + " cannot be read", e);
    }
  }

  @Override
  public void put(View view, Row row) {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "insert into "
                + table(view)
                + " (id, position, within, active, entry) values (?, ?, ?, ?, ?::json)"
                + " on conflict (id) do update set position = excluded.position,"
                + " within = excluded.within, active = excluded.active, entry = excluded.entry")) {
      upsert.setString(1, row.id());
      upsert.setString(2, row.position());
      upsert.setString(3, row.within());
      upsert.setBoolean(4, row.active());
      upsert.setString(5, row.entry());
      upsert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the list " + view + " cannot be written", e);
    }
  }
}
