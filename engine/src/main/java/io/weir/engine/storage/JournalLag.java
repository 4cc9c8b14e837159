package io.weir.engine.storage;

import io.weir.engine.vocabulary.WeirException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How far what follows the journal is behind it. */
public final class JournalLag {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Database database;

  public JournalLag(Database database) {
    this.database = database;
  }

  /**
   * How many events are still to be followed.
   *
   * @throws WeirException STORAGE_FAILED
   */
  public long events(Follower follower) {
    return database.transact(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              "select count(*) from event_tag where tag = ? and event_id > ?")) {
        select.setString(1, follower.tag());
        select.setLong(2, offset(connection, follower));
        return number(select);
      }
    });
  }

  /**
   * Waits until everything that is in the journal now has been followed. What is written meanwhile
   * is not waited for, so that a busy journal cannot keep anybody waiting.
   *
   * @return whether it was in time
   * @throws WeirException STORAGE_FAILED
   */
  public boolean await(Duration patience) throws InterruptedException {
    long begin = System.nanoTime();
    Map<Follower, Long> ends = database.transact(JournalLag::ends);
    while (!database.transact(connection -> haveReached(connection, ends))) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        return false;
      }
      Thread.sleep(PAUSE);
    }
    return true;
  }

  /** The last event of each. */
  private static Map<Follower, Long> ends(Connection connection) throws SQLException {
    Map<Follower, Long> ends = new EnumMap<>(Follower.class);
    for (Follower follower : Follower.values()) {
      try (PreparedStatement select =
          connection.prepareStatement("select max(event_id) from event_tag where tag = ?")) {
        select.setString(1, follower.tag());
        ends.put(follower, number(select));
      }
    }
    return ends;
  }

  private static boolean haveReached(Connection connection, Map<Follower, Long> ends)
      throws SQLException {
    for (Map.Entry<Follower, Long> end : ends.entrySet()) {
      if (offset(connection, end.getKey()) < end.getValue()) {
        return false;
      }
    }
    return true;
  }

  private static long offset(Connection connection, Follower follower) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select max(current_offset::bigint) from pekko_projection_offset_store"
                + " where projection_name = ? and projection_key = ?")) {
      select.setString(1, follower.projection());
      select.setString(2, follower.tag());
      return number(select);
    }
  }

  /** The only number of the answer, or 0 when there is none. */
  private static long number(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
