package io.weir.engine.storage;

import io.weir.engine.audit.Step;
import io.weir.engine.audit.StepLog;
import io.weir.engine.vocabulary.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;

/** The table {@code audit_log} on one connection, within the transaction that is open on it. */
final class SqlStepLog implements StepLog {
  private final Connection connection;

  SqlStepLog(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void append(Step step) {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into audit_log (at, actor, action, resource, outcome, error_code, change)"
                + " values (?, ?, ?, ?, ?, ?, ?::jsonb)")) {
      insert.setTimestamp(1, Timestamp.from(step.at()));
      insert.setString(2, AuditLogTable.name(step.actor()));
      insert.setString(3, AuditLogTable.name(step.action()));
      insert.setString(4, AuditLogTable.resource(step.resource()));
      insert.setString(5, step.outcome().name());
      insert.setString(6, step.error().map(ErrorCode::code).orElse(null));
      insert.setString(7, AuditLogTable.json(step.change()));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a step cannot be written to the audit log", e);
    }
  }

  @Override
  public Map<String, String> change(String action, String resource) {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select change from audit_log where resource = ? and action = ? order by id limit 1")) {
      select.setString(1, AuditLogTable.resource(resource));
      select.setString(2, AuditLogTable.name(action));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? AuditLogTable.change(row.getString(1)) : Map.of();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the audit log cannot be read", e);
    }
  }
}
