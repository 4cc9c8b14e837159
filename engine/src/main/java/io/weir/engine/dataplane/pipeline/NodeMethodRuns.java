package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.Seeds;
import io.weir.engine.dataplane.anonymize.MappedWorkspace;
import io.weir.engine.dataplane.anonymize.MethodRuns;
import io.weir.spi.MethodRun;
import io.weir.spi.Secret;
import io.weir.spi.Workspace;

/** What methods may draw on in one execution of a run; closing it frees their workspace. */
final class NodeMethodRuns implements MethodRuns, AutoCloseable {
  private final String module;
  private final String run;
  private final Seeds seeds;
  private final Secrets secrets;
  private final MappedWorkspace workspace;

  NodeMethodRuns(String module, String run, Seeds seeds, Secrets secrets, Limits limits) {
    this.module = module;
    this.run = run;
    this.seeds = seeds;
    this.secrets = secrets;
    this.workspace = new MappedWorkspace(limits.temporary(), limits.workingBytes());
  }

  @Override
  public MethodRun of(String table, String place, String method, long records) {
    return new MethodRun() {
      @Override
      public byte[] runSeed() {
        return seeds.runSeed(run, table, place, method);
      }

      @Override
      public byte[] moduleSeed() {
        return seeds.moduleSeed(module, table, place, method);
      }

      /** No table is called by an empty text, so that no use of a method has the same seed. */
      @Override
      public byte[] sharedSeed(String purpose) {
        return seeds.moduleSeed(module, "", "", purpose);
      }

      @Override
      public Secret secret(String name) {
        return secrets.forRun(run, name);
      }

      @Override
      public long records() {
        return records;
      }

      @Override
      public Workspace workspace() {
        return workspace;
      }
    };
  }

  @Override
  public void close() {
    workspace.close();
  }
}
