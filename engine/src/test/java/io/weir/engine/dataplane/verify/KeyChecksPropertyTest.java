package io.weir.engine.dataplane.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Records;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.ValueType;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KeyChecksPropertyTest {
  private static final long[] BUDGETS = {64, 1_000, 1L << 20};

  private static TablePlan table(String name) {
    return Records.table(
        name,
        List.of(Records.column("k", ValueType.INTEGER)),
        List.of("s"),
        Optional.of(new TablePlan.KeyPlan("k", "source-priority")),
        List.of(Records.foreignKey("k", "parents", "k")));
  }

  @Property(tries = 300)
  void repeated_and_orphaned_values_are_counted_exactly(
      @ForAll @Size(max = 150) List<@IntRange(max = 60) Integer> children,
      @ForAll @Size(max = 150) List<@IntRange(max = 40) Integer> parents,
      @ForAll long seed) {
    InMemoryParts parts = new InMemoryParts();
    List<Part> childParts = store(parts, "children", children, seed);
    List<Part> parentParts = store(parts, "parents", parents, seed);
    Set<Integer> present = new HashSet<>(parents);
    long orphans = children.stream().filter(child -> !present.contains(child)).count();
    long repeated = children.size() - new HashSet<>(children).size();
    TablePlan table = table("children");
    for (long budget : BUDGETS) {
      KeyChecks checks =
          new KeyChecks(parts, Path.of(System.getProperty("java.io.tmpdir")), budget);
      assertEquals(repeated, count(checks.primaryKey(table, childParts)));
      assertEquals(
          orphans,
          count(checks.foreignKey(table, table.foreignKeys().getFirst(), childParts, parentParts)));
    }
  }

  private static List<Part> store(InMemoryParts parts, String name, List<Integer> keys, long seed) {
    List<List<String>> rows = keys.stream().map(key -> List.of(Integer.toString(key))).toList();
    return Records.store(parts, table(name), 0, rows, new Random(seed));
  }

  private static long count(Findings findings) {
    return findings.violations().stream().mapToLong(Findings.Violation::count).sum();
  }
}
