package io.weir.engine.main;

import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.run.PipelineExecution;
import io.weir.engine.run.RunExecution;
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
      Metrics metrics) {
    Pipeline pipeline =
        new Pipeline(
            SystemMaterializer.get(system).materializer(),
            plugins,
            connections,
            store,
            Limits.standard());
    return new MeteredExecution(new PipelineExecution(pipeline, plugins), metrics);
  }
}
