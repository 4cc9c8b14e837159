package io.weir.engine.main;

import io.weir.engine.connection.ConnectionRegistry;
import io.weir.engine.connection.ConnectionView;
import io.weir.engine.connection.SecretStore;
import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.Extensions;
import io.weir.engine.entity.Listing;
import io.weir.engine.module.ModuleVersionView;
import io.weir.engine.module.Modules;
import io.weir.engine.outbox.OutboxView;
import io.weir.engine.outbox.Outboxes;
import io.weir.engine.run.RunExecution;
import io.weir.engine.run.RunView;
import io.weir.engine.run.Runs;
import io.weir.engine.script.ScriptView;
import io.weir.engine.script.Scripts;
import io.weir.engine.storage.AuditProjection;
import io.weir.engine.storage.Database;
import io.weir.engine.storage.SqlActiveRuns;
import io.weir.engine.storage.SqlListing;
import io.weir.engine.storage.ViewProjection;
import io.weir.engine.task.TaskView;
import io.weir.engine.task.Tasks;
import io.weir.engine.task.UseOfConnections;
import io.weir.engine.views.View;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** The entities of a node, their lists and what drives runs, put together. */
public record ControlPlane(
    Scripts scripts,
    Modules modules,
    ConnectionRegistry connections,
    Tasks tasks,
    Outboxes outboxes,
    Runs runs,
    Executor blocking) {
  private static final Duration UPLOAD_PAUSE = Duration.ofSeconds(1);

  /**
   * What the control plane is built on.
   *
   * @param plugins the versions of the installed plugins by name
   * @param execution makes the data plane, given the connections
   */
  public record Ports(
      Database database,
      SecretStore secrets,
      Catalogue catalogue,
      Extensions extensions,
      Supplier<Map<String, String>> plugins,
      UseOfConnections use,
      PartStore store,
      Parts parts,
      Function<Connections, RunExecution> execution,
      Path dataDirectory,
      InstantSource clock) {}

  /** Joins the cluster, alone unless configured otherwise, and starts everything. */
  public static ControlPlane start(ActorSystem<?> system, Ports ports) {
    joinSelf(system);
    ClusterSharding sharding = ClusterSharding.get(system);
    Executor blocking =
        system.dispatchers().lookup(DispatcherSelector.fromConfig("weir.blocking-dispatcher"));
    InstantSource clock = ports.clock();
    DocumentReader reader = new DocumentReader(ports.extensions());
    Scripts scripts =
        new Scripts(sharding, clock, listing(ports, blocking, View.SCRIPT, ScriptView.class));
    Modules modules =
        new Modules(
            sharding,
            clock,
            listing(ports, blocking, View.MODULE_VERSION, ModuleVersionView.class),
            reader);
    ConnectionRegistry connections =
        new ConnectionRegistry(
            sharding,
            clock,
            blocking,
            listing(ports, blocking, View.CONNECTION, ConnectionView.class),
            ports.secrets(),
            ports.catalogue());
    Tasks tasks =
        new Tasks(
            sharding,
            clock,
            listing(ports, blocking, View.TASK, TaskView.class),
            new Tasks.Needs(
                modules, scripts, connections, ports.use(), ports.catalogue(), ports.extensions()));
    Outboxes outboxes =
        new Outboxes(
            sharding,
            clock,
            blocking,
            listing(ports, blocking, View.OUTBOX, OutboxView.class),
            ports.store(),
            ports.parts());
    Runs runs =
        new Runs(
            system,
            sharding,
            blocking,
            listing(ports, blocking, View.RUN, RunView.class),
            new SqlActiveRuns(ports.database(), blocking),
            new Runs.Needs(
                clock,
                modules,
                reader,
                ports.extensions(),
                tasks,
                outboxes,
                ports.execution().apply(connections),
                ports.plugins(),
                ports.dataDirectory(),
                UPLOAD_PAUSE));
    ViewProjection.start(system, ports.database());
    AuditProjection.start(system, ports.database());
    return new ControlPlane(scripts, modules, connections, tasks, outboxes, runs, blocking);
  }

  private static void joinSelf(ActorSystem<?> system) {
    if (system.settings().config().getBoolean("weir.cluster.join-self")) {
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
  }

  private static <V> Listing<V> listing(Ports ports, Executor blocking, View view, Class<V> type) {
    return new SqlListing<>(ports.database(), blocking, view, type);
  }
}
