package io.weir.engine.main;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.Await;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.script.ScriptKind;
import io.weir.engine.script.ScriptVersion;
import io.weir.engine.storage.Database;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.storage.MasterKey;
import io.weir.engine.storage.NodeConfiguration;
import io.weir.engine.storage.SealedSecrets;
import io.weir.engine.task.TaskView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A node on a real database with a small data plane; one may be closed and another started on the
 * same data.
 */
final class SmallNode implements AutoCloseable {
  static final String MODULE =
      """
      {
        "@context": "https://w3id.org/weir/v1",
        "id": "https://data.example.org/modules/shop/",
        "type": "DataModule",
        "name": "shop",
        "version": "1.0.0",
        "tables": [
          { "url": "orders",
            "collect": [ { "source": "till", "script": "scripts/orders.sh" } ],
            "tableSchema": {
              "primaryKey": "id",
              "onKeyConflict": "source-priority",
              "columns": [
                { "name": "id", "datatype": "integer" },
                { "name": "amount", "datatype": "integer" } ] } } ],
        "upload": { "connection": "warehouse", "protocol": "rewrite", "bump": "minor" }
      }
      """;

  final ActorSystem<Void> system;
  final Database database;
  final SmallDataPlane dataPlane;
  final ControlPlane plane;

  SmallNode(Database.Address address, Path directory, SmallDataPlane.Target target) {
    try {
      database = Database.open(address);
      system =
          ActorSystem.create(
              Behaviors.empty(),
              "weir",
              NodeConfiguration.of(
                  address,
                  ConfigFactory.parseString(
                      """
                      pekko.coordinated-shutdown.exit-jvm = off
                      pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                      pekko.loglevel = WARNING
                      weir.runs.resume-interval = 200 ms
                      """)));
      var store = new DirectoryPartStore(directory.resolve("parts"));
      var parts = new ArrowParts(store);
      var catalogue = new SmallCatalogue();
      dataPlane = new SmallDataPlane(parts, target);
      plane =
          ControlPlane.start(
              system,
              new ControlPlane.Ports(
                  database,
                  new SealedSecrets(database, MasterKey.of(Optional.empty(), directory)),
                  catalogue,
                  catalogue,
                  () -> Map.of("small", "1.0.0"),
                  (by, connection) -> connection.owners().contains(by),
                  store,
                  parts,
                  _ -> dataPlane,
                  directory,
                  InstantSource.system()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A released task {@code shop} with all it needs, made by {@code ada}. */
  TaskView releasedTask() {
    Await.answer(
        plane
            .connections()
            .create(
                "ada",
                "warehouse",
                "postgresql",
                "Where it goes.",
                Map.of("url", "jdbc:postgresql://db/warehouse"),
                Map.of("password", "s3cret-canary"),
                List.of(),
                "k1"));
    var script =
        Await.answer(
            plane
                .scripts()
                .create("ada", "orders.sh", ScriptKind.EXTRACTION, "#!/bin/sh\necho []\n", ""));
    Await.answer(plane.scripts().release("ada", "orders.sh", script.revision(), ""));
    Await.answer(plane.modules().importDocument("ada", MODULE, ""));
    TaskView task = Await.answer(plane.tasks().create("ada", "shop", "shop", "", ""));
    task =
        Await.answer(
            plane
                .tasks()
                .updateExtractionScript(
                    "ada",
                    "shop",
                    "orders",
                    "till",
                    new ScriptVersion("orders.sh", 1),
                    task.revision(),
                    ""));
    return Await.answer(plane.tasks().release("ada", "shop", task.revision(), ""));
  }

  /** Ends at once: nothing is handed over, as far as that can be had within one process. */
  @Override
  public void close() {
    system.terminate();
    Await.answer(system.getWhenTerminated());
    database.close();
  }
}
