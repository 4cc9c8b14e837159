package io.weir.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.weir.engine.oracle.Bench.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whole modules, generated with their documents, sources and dirt, through Weir and through an
 * independent implementation in plain SQL: the records that stay, their values and order, and every
 * count must be the same.
 *
 * <p>{@code weir.oracle.cases} says how many modules are tried, {@code weir.oracle.seed} repeats a
 * single one.
 */
class OracleTest {
  private static final int TRIES = 20;
  private static final int CASES = Integer.getInteger("weir.oracle.cases", 2_000);

  private static Bench bench;
  private static Distribution distribution;
  private static int tries;

  @BeforeContainer
  static void begin() {
    bench = new Bench();
    distribution = new Distribution();
    tries = 0;
  }

  @AfterContainer
  static void end() {
    bench.close();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void what_weir_makes_of_a_module_is_what_plain_sql_makes_of_it(@ForAll long seed) {
    Long single = Long.getLong("weir.oracle.seed");
    if (single != null) {
      check(List.of(ModuleGenerator.generate(single)));
      return;
    }
    Random seeds = new Random(seed);
    check(
        Stream.generate(seeds::nextLong)
            .limit(Math.max(1, CASES / TRIES))
            .map(ModuleGenerator::generate)
            .toList());
    if (++tries == TRIES) {
      System.out.println("The oracle agrees: " + distribution);
      assertEquals(List.of(), distribution.tooRare(), distribution::toString);
    }
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
