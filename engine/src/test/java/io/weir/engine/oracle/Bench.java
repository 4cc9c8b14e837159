package io.weir.engine.oracle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.weir.engine.dataplane.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Weir and the oracle side by side. */
final class Bench implements AutoCloseable {
  private static final int AT_A_TIME = 40;
  private static final int MOST_STEPS = 200;

  /** Logs each run that fails; here many must. */
  private final Logger trace = (Logger) LoggerFactory.getLogger(Pipeline.class.getPackageName());

  private final Path folder;
  private final Engine engine;
  private final DuckOracle oracle = new DuckOracle();

  Bench() {
    try {
      folder = Files.createTempDirectory("weir-oracle");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    engine = new Engine(folder);
    trace.setLevel(Level.OFF);
  }

  /** A module, what it must come to, and what Weir made of it. */
  record Verdict(ModuleCase module, Outcome expected, Outcome actual, List<String> differences) {}

  List<Verdict> judge(List<ModuleCase> modules) {
    return judge(modules, modules);
  }

  /**
   * @param told what the oracle is told of each module; something else than Weir is, to see whether
   *     it is noticed
   */
  List<Verdict> judge(List<ModuleCase> modules, List<ModuleCase> told) {
    List<Outcome> actual = engine.execute(modules);
    List<Outcome> expected = oracle.judge(told);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      verdicts.add(
          new Verdict(
              modules.get(i),
              expected.get(i),
              actual.get(i),
              Comparison.differences(modules.get(i), expected.get(i), actual.get(i))));
    }
    return verdicts;
  }

  /** The simplest module found on which the two still differ. */
  Verdict shrink(Verdict verdict) {
    Verdict simplest = verdict;
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<Verdict> simpler = simpler(simplest.module());
      if (simpler.isEmpty()) {
        break;
      }
      simplest = simpler.get();
    }
    return simplest;
  }

  private Optional<Verdict> simpler(ModuleCase module) {
    List<ModuleCase> all = Shrinker.simpler(module).stream().filter(engine::isReadable).toList();
    for (int from = 0; from < all.size(); from += AT_A_TIME) {
      Optional<Verdict> found =
          judge(all.subList(from, Math.min(all.size(), from + AT_A_TIME))).stream()
              .filter(verdict -> !verdict.differences().isEmpty())
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    trace.setLevel(null);
    engine.close();
    oracle.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
