package io.weir.engine.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The node's PostgreSQL database: a bounded pool of connections, and the schema at its newest
 * version.
 */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final HikariDataSource pool;

  private Database(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Where the database is.
   *
   * @param url {@code jdbc:postgresql://host:port/name}
   */
  public record Address(String url, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Address[url=" + url + ", user=" + user + "]";
    }
  }

  /**
   * Opens the pool and brings the schema up to date.
   *
   * @throws WeirException STORAGE_FAILED
   */
  public static Database open(Address address) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("weir");
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setConnectionInitSql("set idle_in_transaction_session_timeout = '10s'");
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(config);
      Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
      return new Database(pool);
    } catch (RuntimeException e) {
      if (pool != null) {
        pool.close();
      }
      throw failure("The database could not be opened.", e);
    }
  }

  public DataSource dataSource() {
    return pool;
  }

  /** Something done on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Does something in a transaction of its own.
   *
   * @throws WeirException STORAGE_FAILED, and nothing was changed
   */
  public <T> T transact(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw failure("The database did not do what it was asked.", e);
    }
  }

  private static WeirException failure(String message, Throwable cause) {
    return new WeirException(
        Problem.of(
            ErrorCode.STORAGE_FAILED,
            message,
            "Look at the node's log and the database's; repeat the request when it is back."),
        cause);
  }

  @Override
  public void close() {
    pool.close();
  }
}
