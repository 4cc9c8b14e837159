package io.weir.engine.storage;

import io.weir.engine.entity.DurableEvent;
import io.weir.engine.entity.EntityShell;
import io.weir.engine.views.Folding;
import java.sql.Connection;
import java.sql.SQLException;
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
 * Keeps the lists up with the journal: each event's rows and the journal's offset in one
 * transaction.
 */
public final class ViewProjection {
  private ViewProjection() {}

  /** Starts it on one node of the cluster. */
  public static void start(ActorSystem<?> system, Database database) {
    SourceProvider<Offset, EventEnvelope<DurableEvent>> events =
        EventSourcedProvider.eventsByTag(system, JdbcReadJournal.Identifier(), EntityShell.LISTED);
    ShardedDaemonProcess.get(system)
        .init(
            ProjectionBehavior.Command.class,
            "views",
            1,
            _ -> ProjectionBehavior.create(projection(system, database, events)),
            ProjectionBehavior.stopMessage());
  }

  private static ExactlyOnceProjection<Offset, EventEnvelope<DurableEvent>> projection(
      ActorSystem<?> system,
      Database database,
      SourceProvider<Offset, EventEnvelope<DurableEvent>> events) {
    return JdbcProjection.exactlyOnce(
        ProjectionId.of("views", EntityShell.LISTED),
        events,
        () -> new Session(database.dataSource()),
        Lists::new,
        system);
  }

  private static final class Lists extends JdbcHandler<EventEnvelope<DurableEvent>, Session> {
    @Override
    public void process(Session session, EventEnvelope<DurableEvent> envelope) {
      new Folding(new SqlRows(session.connection)).fold(envelope.event());
    }
  }

  private static final class Session implements JdbcSession {
    private final Connection connection;

    Session(DataSource source) {
      try {
        connection = source.getConnection();
        connection.setAutoCommit(false);
      } catch (SQLException e) {
        throw new IllegalStateException("no connection for the lists", e);
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
