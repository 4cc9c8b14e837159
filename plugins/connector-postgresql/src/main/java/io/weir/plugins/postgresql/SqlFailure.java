package io.weir.plugins.postgresql;

import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the database's errors mean to a user. Their details and, outside the classes that speak of
 * names and rights only, their texts may hold values of the data; those are not repeated, and the
 * exception itself is not passed on as a cause.
 *
 * @param what that which failed: "the query", "table patients"
 */
record SqlFailure(Server server, String what) {
  ConnectorException of(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (isTimeout(failure)) {
      return new ConnectorException(
          Kind.TIMED_OUT,
          "the database at " + server.address() + " was silent for too long over " + what,
          "Find out what it waits for, or allow it to be silent for longer.");
    }
    if (state.startsWith("08") && !state.equals("08004")) {
      return new ConnectorException(
          Kind.UNAVAILABLE,
          "the database at "
              + server.address()
              + " could not be reached, or broke off over "
              + what,
          "Check host, port and network, and whether the server runs; then try again.");
    }
    Kind kind = kind(state);
    return new ConnectorException(
        kind,
        "the database at %s refused %s (SQLSTATE %s%s)"
            .formatted(
                server.address(), what, state.isEmpty() ? "unknown" : state, text(failure, state)),
        advice(kind, state));
  }

  /** Whether the database is certain not to have committed, although it was told to. */
  static boolean isRefusedCommit(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return state.startsWith("23")
        || state.startsWith("40") && !state.equals("40003")
        || state.startsWith("25");
  }

  private static Kind kind(String state) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "53", "55", "40" -> Kind.UNAVAILABLE;
      case "57" -> state.startsWith("57P") ? Kind.UNAVAILABLE : Kind.FAILED;
      case "22", "21", "P0", "38", "39" -> Kind.FAILED;
      default -> Kind.REFUSED;
    };
  }

  private static String advice(Kind kind, String state) {
    if (kind == Kind.UNAVAILABLE) {
      return "The database is busy or going down; try again when it is not.";
    }
    if (state.startsWith("28")) {
      return "Check user, password and sslmode of the connection, and the server's pg_hba.conf.";
    }
    if (state.equals("42501")) {
      return "Grant the connection's user the right, or use another connection.";
    }
    if (state.startsWith("3D")) {
      return "Check the database's name in the connection.";
    }
    return "Look up the SQLSTATE in PostgreSQL's manual; the server's log has the details.";
  }

  private static String text(SQLException failure, String state) {
    boolean namesOnly =
        state.startsWith("42")
            || state.startsWith("28")
            || state.startsWith("3")
            || state.startsWith("53")
            || state.startsWith("55")
            || state.startsWith("57")
            || state.startsWith("2B");
    return namesOnly ? serverText(failure).map(text -> ": " + text).orElse("") : "";
  }

  private static Optional<String> serverText(SQLException failure) {
    return failure instanceof PSQLException psql
        ? Optional.ofNullable(psql.getServerErrorMessage()).map(ServerErrorMessage::getMessage)
        : Optional.empty();
  }

  private static boolean isTimeout(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return !String.valueOf(cause.getMessage())
            .toLowerCase(java.util.Locale.ROOT)
            .contains("connect");
      }
    }
    return false;
  }
}
