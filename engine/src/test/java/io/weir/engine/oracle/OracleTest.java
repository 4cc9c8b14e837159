package io.weir.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.weir.engine.oracle.Bench.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whole modules, generated with their documents, sources and dirt, through Weir and through an
 * independent implementation in plain SQL: the records that stay, their values and order, and every
 * count must be the same.
 *
 * <p>{@code weir.oracle.cases} says how many modules are tried, {@code weir.oracle.start} where
 * they begin (a build tries the same modules whenever it runs), {@code weir.oracle.seed} repeats a
 * single one.
 */
class OracleTest {
  private static final int AT_A_TIME = 100;
  private static final int CASES = Integer.getInteger("weir.oracle.cases", 2_000);
  private static final long START = Long.getLong("weir.oracle.start", 1);

  private static Bench bench;
  private static Distribution distribution;

  @BeforeAll
  static void begin() {
    bench = new Bench();
    distribution = new Distribution();
  }

  @AfterAll
  static void end() {
    bench.close();
  }

  @Test
  void what_weir_makes_of_a_module_is_what_plain_sql_makes_of_it() {
    Long single = Long.getLong("weir.oracle.seed");
    if (single != null) {
      check(List.of(ModuleGenerator.generate(single)));
      return;
    }
    Random seeds = new Random(START);
    for (int tried = 0; tried < CASES; tried += AT_A_TIME) {
      check(
          Stream.generate(seeds::nextLong)
              .limit(Math.min(AT_A_TIME, CASES - tried))
              .map(ModuleGenerator::generate)
              .toList());
    }
    System.out.println("The oracle agrees: " + distribution);
    assertEquals(List.of(), distribution.tooRare(), distribution::toString);
  }

  private static void check(List<ModuleCase> modules) {
    for (Verdict verdict : bench.judge(modules)) {
      distribution.add(verdict.module(), verdict.expected());
      if (!verdict.differences().isEmpty()) {
        Verdict simplest = bench.shrink(verdict);
        Path folder =
            FailureFolder.write(
                simplest.module(), simplest.expected(), simplest.actual(), simplest.differences());
        fail(
            "Weir and the oracle differ. Repeat it with -Dweir.oracle.seed=%d, or run %s.\n%s"
                .formatted(
                    verdict.module().seed(), folder, String.join("\n", simplest.differences())));
      }
    }
  }
}
