package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.Seeds;
import io.weir.engine.dataplane.anonymize.MappedWorkspace;
import io.weir.engine.dataplane.anonymize.MethodRuns;
import io.weir.spi.MethodException;
import io.weir.spi.MethodRun;
import io.weir.spi.Secret;
import io.weir.spi.Workspace;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What methods may draw on in one execution of a run; closing it frees their workspace. */
final class NodeMethodRuns implements MethodRuns, AutoCloseable {
  private static final Pattern VERSIONED = Pattern.compile("(.+)@([1-9][0-9]{0,8})");

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

      @Override
      public Secret secret(String name) {
        return find(name)
            .orElseThrow(() ->
                new MethodException(
                    "There is no secret " + name + " on this node.",
                    "Make it with: weir secrets create " + name.replaceFirst("@.*", "")));
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

  private Optional<Secret> find(String name) {
    Matcher versioned = VERSIONED.matcher(name);
    return versioned.matches()
        ? secrets.version(versioned.group(1), Integer.parseInt(versioned.group(2)))
        : secrets.newest(name);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
