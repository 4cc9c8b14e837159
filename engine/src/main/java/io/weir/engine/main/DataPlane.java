package io.weir.engine.main;

import com.typesafe.config.Config;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.Seeds;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.pipeline.ExtractionLimits;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.run.PipelineExecution;
import io.weir.engine.run.RunExecution;
import io.weir.engine.storage.SampleKey;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.SystemMaterializer;

/** Puts the data plane together. */
final class DataPlane {
  private DataPlane() {}

  static RunExecution execution(
      ActorSystem<?> system,
      Plugins plugins,
      Connections connections,
      PartStore store,
      Seeds seeds,
      Secrets secrets,
      Path dataDirectory,
      Metrics metrics) {
    Config config = system.settings().config();
    Pipeline pipeline =
        new Pipeline(
            SystemMaterializer.get(system).materializer(),
            plugins,
            connections,
            store,
            new SampleKey(keyFile(config.getString("weir.samples.key-file")), dataDirectory)
                .checked(),
            seeds,
            secrets,
            limits(config.getConfig("weir.limits")));
    return new MeteredExecution(new PipelineExecution(pipeline, plugins), metrics);
  }

  private static Optional<Path> keyFile(String configured) {
    return configured.isEmpty() ? Optional.empty() : Optional.of(Path.of(configured));
  }

  private static Path temporary(String configured) {
    return Path.of(configured.isEmpty() ? System.getProperty("java.io.tmpdir") : configured);
  }

  private static Limits limits(Config config) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Limits(
        config.getBytes("working-memory"),
        config.getInt("parallelism"),
        config.getInt("batch-records"),
        temporary(config.getString("temporary-folder")),
        new ExtractionLimits(
            new FramingLimits(
                Math.toIntExact(config.getBytes("chunk-bytes")),
                Math.toIntExact(config.getBytes("record-bytes"))),
            config.getLong("part-records"),
            config.getBytes("part-bytes"),
            cores,
            ExtractionLimits.standard().blockingDispatcher()));
  }
}
