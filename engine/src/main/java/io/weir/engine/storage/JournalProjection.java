package io.weir.engine.storage;

import io.weir.engine.entity.DurableEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.persistence.jdbc.query.javadsl.JdbcReadJournal;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.projection.ProjectionBehavior;
import org.apache.pekko.projection.ProjectionId;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.apache.pekko.projection.eventsourced.javadsl.EventSourcedProvider;
import org.apache.pekko.projection.javadsl.ExactlyOnceProjection;
import org.apache.pekko.projection.javadsl.SourceProvider;
import org.apache.pekko.projection.jdbc.JdbcSession;
import org.apache.pekko.projection.jdbc.javadsl.JdbcHandler;
import org.apache.pekko.projection.jdbc.javadsl.JdbcProjection;

/**
 * Keeps tables up with the journal: what an event does to them and the journal's offset in one
 * transaction.
 */
final class JournalProjection {
  private JournalProjection() {}

  /**
   * Starts it on one node of the cluster.
   *
   * @param work what to do with each event on the transaction's connection
   */
  static void start(
      ActorSystem<?> system,
      Database database,
      Follower follower,
      BiConsumer<Connection, DurableEvent> work) {
    SourceProvider<Offset, EventEnvelope<DurableEvent>> events =
        EventSourcedProvider.eventsByTag(system, JdbcReadJournal.Identifier(), follower.tag());
    ShardedDaemonProcess.get(system)
        .init(
            ProjectionBehavior.Command.class,
            follower.projection(),
            1,
            _ -> ProjectionBehavior.create(projection(system, database, follower, events, work)),
            ProjectionBehavior.stopMessage());
  }

  private static ExactlyOnceProjection<Offset, EventEnvelope<DurableEvent>> projection(
      ActorSystem<?> system,
      Database database,
      Follower follower,
      SourceProvider<Offset, EventEnvelope<DurableEvent>> events,
      BiConsumer<Connection, DurableEvent> work) {
    return JdbcProjection.exactlyOnce(
        ProjectionId.of(follower.projection(), follower.tag()),
        events,
        () -> new Session(database.dataSource()),
        () -> new Handler(work),
        system);
  }

  private static final class Handler extends JdbcHandler<EventEnvelope<DurableEvent>, Session> {
    private final BiConsumer<Connection, DurableEvent> work;

    Handler(BiConsumer<Connection, DurableEvent> work) {
      this.work = work;
    }

    @Override
    public void process(Session session, EventEnvelope<DurableEvent> envelope) {
      work.accept(session.connection, envelope.event());
    }
  }

  private static final class Session implements JdbcSession {
    private final Connection connection;

    Session(DataSource source) {
      try {
        connection = source.getConnection();
        connection.setAutoCommit(false);
      } catch (SQLException e) {
        throw new IllegalStateException("no connection to follow the journal with", e);
      }
    }

    @Override
    public <R> R withConnection(Function<Connection, R> work) throws Exception {
      return work.apply(connection);
    }

    @Override
    public void commit() throws SQLException {
      connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
      connection.rollback();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
