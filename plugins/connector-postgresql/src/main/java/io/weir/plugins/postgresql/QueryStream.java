package io.weir.plugins.postgresql;

import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The records of a query as COPY writes them: CSV, one row a message, NULL as nothing at all and a
 * text of length zero as two quotes.
 */
final class QueryStream implements SourceStream {
  private final Connection connection;
  private final SqlFailure failures;
  private final SourceFormat format;
  private final String statement;
  private @Nullable CopyOut copy;
  private byte[] row = new byte[0];
  private int position;
  private boolean ended;
  private @Nullable ConnectorException failure;
  private volatile boolean closed;

  private QueryStream(
      Connection connection, SqlFailure failures, SourceFormat format, String statement) {
    this.connection = connection;
    this.failures = failures;
    this.format = format;
    this.statement = statement;
  }

  /**
   * Starts a query in a read-only transaction that sees one moment of the database. Of its columns
   * those are read that the table wants, in the query's order. The query itself runs when the first
   * bytes are read.
   */
  static QueryStream open(Server server, QueryText query, SourceRequest request) {
    SqlFailure failures = new SqlFailure(server, "the query");
    Connection connection = server.connect("weir", request.idleTimeout());
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      List<Selected> columns = columns(connection, query, request.columns());
      SourceFormat format =
          SourceFormat.Csv.withAbsentFields(columns.stream().map(Selected::name).toList());
      return new QueryStream(connection, failures, format, copyStatement(query, columns));
    } catch (SQLException failed) {
      abandon(connection);
      throw failures.of(failed);
    } catch (RuntimeException refused) {
      abandon(connection);
      throw refused;
    }
  }

  @Override
  public SourceFormat format() {
    return format;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      throw stopped();
    }
    if (ended) {
      return -1;
    }
    try {
      int copied = 0;
      do {
        if (position == row.length && !nextRow(copied == 0)) {
          break;
        }
        int part = Math.min(length - copied, row.length - position);
        System.arraycopy(row, position, buffer, offset + copied, part);
        position += part;
        copied += part;
      } while (copied < length);
      return copied > 0 ? copied : end();
    } catch (SQLException failed) {
      throw closed ? stopped() : fail(failures.of(failed));
    }
  }

  @Override
  public void close() {
    boolean first = !closed;
    closed = true;
    if (first && !ended) {
      cancel();
    }
    abandon(connection);
  }

  /**
   * Moves to the next row; only waits for one if the caller has nothing yet. The first call starts
   * COPY, which the server answers with its first rows only: nobody could close what hung in open.
   */
  private boolean nextRow(boolean wait) throws SQLException {
    if (copy == null) {
      copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
    }
    byte[] next = copy.isActive() ? copy.readFromCopy(wait) : null;
    row = next == null ? new byte[0] : next;
    position = 0;
    return next != null;
  }

  private int end() throws SQLException {
    if (closed) {
      throw stopped();
    }
    connection.commit();
    ended = true;
    return -1;
  }

  /** Tells the server to stop, so that it does not go on with a query that nobody reads. */
  private void cancel() {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException gone) {
      // Then there is nothing left to stop; the session ends below in any case.
    }
  }

  private ConnectorException stopped() {
    return fail(
        new ConnectorException(
            Kind.FAILED, "reading of the query was stopped", "Start the run again."));
  }

  private ConnectorException fail(ConnectorException exception) {
    failure = exception;
    return exception;
  }

  private static void abandon(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException gone) {
      // A session that is gone needs no end.
    }
  }

  private static String copyStatement(QueryText query, List<Selected> columns) {
    StringJoiner selected = new StringJoiner(", ");
    columns.forEach(column -> selected.add(column.expression()));
    return "COPY (SELECT "
        + selected
        + " FROM (\n"
        + query.sql()
        + "\n) AS q) TO STDOUT (FORMAT csv, HEADER false, ENCODING 'UTF8')";
  }

  private static List<Selected> columns(Connection connection, QueryText query, List<String> wanted)
      throws SQLException {
    List<Selected> all = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet none =
          statement.executeQuery("SELECT * FROM (\n" + query.sql() + "\n) AS q LIMIT 0")) {
        ResultSetMetaData described = none.getMetaData();
        for (int i = 1; i <= described.getColumnCount(); i++) {
          all.add(new Selected(described.getColumnLabel(i), described.getColumnTypeName(i)));
        }
      }
    }
    requireDistinct(all);
    List<Selected> some = all.stream().filter(column -> wanted.contains(column.name())).toList();
    return some.isEmpty() ? all : some;
  }

  private static void requireDistinct(List<Selected> columns) {
    Set<String> seen = new HashSet<>();
    for (Selected column : columns) {
      if (!seen.add(column.name())) {
        throw new ConnectorException(
            Kind.REFUSED,
            "the query has two columns called " + column.name(),
            "Give them different names with AS.");
      }
    }
    if (columns.isEmpty()) {
      throw new ConnectorException(
          Kind.REFUSED, "the query has no columns", "Name columns after SELECT.");
    }
  }

  /** A column of the query, and how it is written so that it reads the same everywhere. */
  private record Selected(String name, String type) {
    String expression() {
      String column = "q." + Identifiers.quote(name);
      return switch (type) {
        case "bool" -> column + "::text";
        case "bytea" -> "translate(encode(" + column + ", 'base64'), E'\\n', '')";
        default -> column;
      };
    }
  }
}
