package io.weir.engine.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.audit.AuditEntry;
import io.weir.engine.audit.AuditLog;
import io.weir.engine.audit.AuditOutcome;
import io.weir.engine.vocabulary.ErrorCode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The audit log in the table {@code audit_log}. */
public final class AuditLogTable implements AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_RESOURCE = 512;
  private static final String COLUMNS =
      "select id, at, actor, action, resource, outcome, error_code, change from audit_log ";

  private final Database database;

  public AuditLogTable(Database database) {
    this.database = database;
  }

  @Override
  public long begin(String actor, String action, String resource) {
    return database.transact(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into audit_log (actor, action, resource, outcome)"
                  + " values (?, ?, ?, 'ATTEMPTED') returning id")) {
        insert.setString(1, name(actor));
        insert.setString(2, name(action));
        insert.setString(3, resource(resource));
        try (ResultSet row = insert.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    });
  }

  @Override
  public void end(
      long id, AuditOutcome outcome, Optional<ErrorCode> error, Map<String, String> change) {
    database.transact(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              "update audit_log set outcome = ?, error_code = ?, change = ?::jsonb"
                  + " where id = ? and outcome = 'ATTEMPTED'")) {
        update.setString(1, outcome.name());
        update.setString(2, error.map(ErrorCode::code).orElse(null));
        update.setString(3, json(change));
        update.setLong(4, id);
        return update.executeUpdate();
      }
    });
  }

  @Override
  public List<AuditEntry> find(Filter filter, Optional<Long> olderThan, int limit) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    require(filter.actor(), "actor = ?", conditions, values);
    requireBranch("action", filter.action(), conditions, values);
    requireBranch("resource", filter.resource(), conditions, values);
    filter.outcome().ifPresent(it -> require(it.name(), "outcome = ?", conditions, values));
    filter.from().ifPresent(it -> add(Timestamp.from(it), "at >= ?", conditions, values));
    filter.to().ifPresent(it -> add(Timestamp.from(it), "at < ?", conditions, values));
    olderThan.ifPresent(it -> add(it, "id < ?", conditions, values));
    String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    return database.transact(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(COLUMNS + where + " order by id desc limit ?")) {
        for (int i = 0; i < values.size(); i++) {
          select.setObject(i + 1, values.get(i));
        }
        select.setInt(values.size() + 1, limit);
        return entries(select);
      }
    });
  }

  @Override
  public Optional<AuditEntry> entry(long id) {
    return database.transact(connection -> {
      try (PreparedStatement select = connection.prepareStatement(COLUMNS + "where id = ?")) {
        select.setLong(1, id);
        return entries(select).stream().findFirst();
      }
    });
  }

  private static void require(
      String text, String condition, List<String> conditions, List<Object> values) {
    if (!text.isEmpty()) {
      add(text, condition, conditions, values);
    }
  }

  /** The thing itself, or anything below it: {@code task} finds {@code task/clinic}. */
  private static void requireBranch(
      String column, String text, List<String> conditions, List<Object> values) {
    if (!text.isEmpty()) {
      add(text, "(" + column + " = ? or starts_with(" + column + ", ?))", conditions, values);
      values.add(text + "/");
    }
  }

  private static void add(
      Object value, String condition, List<String> conditions, List<Object> values) {
    conditions.add(condition);
    values.add(value);
  }

  private static List<AuditEntry> entries(PreparedStatement select) throws SQLException {
    List<AuditEntry> entries = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Instant at = row.getTimestamp(2).toInstant();
        entries.add(
            new AuditEntry(
                row.getLong(1),
                at,
                row.getString(3),
                row.getString(4),
                row.getString(5),
                AuditOutcome.valueOf(row.getString(6)),
                error(Optional.ofNullable(row.getString(7))),
                change(row.getString(8))));
      }
    }
    return entries;
  }

  private static Optional<ErrorCode> error(Optional<String> code) {
    return code.flatMap(
        text -> Stream.of(ErrorCode.values()).filter(it -> it.code().equals(text)).findFirst());
  }

  static String json(Map<String, String> change) {
    try {
      return JSON.writeValueAsString(change).replace("\\u0000", "?");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }

  static Map<String, String> change(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the audit log holds a change that is not texts by name", e);
    }
  }

  static String name(String text) {
    return storable(text, LONGEST_NAME);
  }

  static String resource(String text) {
    return storable(text, LONGEST_RESOURCE);
  }

  /** Callers choose names; what they choose must not keep their attempt from being written. */
  private static String storable(String text, int longest) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= longest
        ? printable
        : printable.substring(0, printable.offsetByCodePoints(0, longest / 2)) + "…";
  }
}
