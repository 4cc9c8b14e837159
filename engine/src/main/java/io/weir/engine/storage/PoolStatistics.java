package io.weir.engine.storage;

import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;

/** How the pool of connections is used right now. */
public final class PoolStatistics {
  private final HikariPoolMXBean pool;

  public PoolStatistics(Database database) {
    try {
      this.pool =
          database
              .dataSource()
              .unwrap(com.zaxxer.hikari.HikariDataSource.class)
              .getHikariPoolMXBean();
    } catch (SQLException e) {
      throw new IllegalArgumentException("the database has no pool", e);
    }
  }

  public int active() {
    return pool.getActiveConnections();
  }

  public int idle() {
    return pool.getIdleConnections();
  }

  /** Threads that wait for one. */
  public int waiting() {
    return pool.getThreadsAwaitingConnection();
  }
}
