package io.weir.benchmarks;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.keys.KeyResolution;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ConflictGroup;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.Parameters;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/**
 * Weir settling keys: makes the parts, then times the step alone. A program of its own, with a heap
 * of its own.
 *
 * <p>Arguments: {@code keys|chain}, records, conflicts in a million, {@code integer|text},
 * strategy, a folder to work in, threads.
 */
public final class KeysWeir {
  private static final int PART_ROWS = 1_000_000;
  private static final int BATCH_ROWS = 1 << 14;
  private static final long WORKING_BYTES = 128L << 20;

  private KeysWeir() {}

  public static void main(String[] args) throws Exception {
    long rows = Long.parseLong(args[1]);
    KeyData data = new KeyData(rows, Long.parseLong(args[2]), args[3].equals("text"));
    Path folder = Path.of(args[5]);
    Parts parts = new ArrowParts(new DirectoryPartStore(folder.resolve("parts")));
    Plan plan = args[0].equals("chain") ? chain() : keys(data, args[4]);
    Map<String, List<Part>> collected = new LinkedHashMap<>();
    for (TablePlan table : plan.tables()) {
      collected.put(table.name(), store(parts, table, data, args[0].equals("chain")));
    }
    System.gc();
    AtomicLong heap = new AtomicLong();
    Thread.ofVirtual().start(() -> watchHeap(heap));
    long cpu = cpuNanos();
    long start = System.nanoTime();
    KeyResolution.Resolved resolved =
        new KeyResolution(
                parts,
                new Strategies(),
                "scratch",
                new KeyResolution.Resources(
                    folder, WORKING_BYTES, Integer.parseInt(args[6]), () -> false))
            .resolve(plan, collected);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "{\"seconds\": %.3f, \"cpu\": %.2f, \"heap\": %d, \"dropped\": %d, \"renewed\": %d,"
            + " \"followed\": %d, \"orphans\": %d}%n",
        seconds,
        cpuSeconds,
        heap.get() >> 20,
        count(resolved, Rule.KEY_CONFLICT_DROPPED),
        count(resolved, Rule.KEY_RENEWED),
        count(resolved, Rule.REFERENCE_FOLLOWED),
        count(resolved, Rule.ORPHAN_DROPPED));
  }

  private static void watchHeap(AtomicLong highest) {
    Runtime runtime = Runtime.getRuntime();
    try {
      while (true) {
        long used = runtime.totalMemory() - runtime.freeMemory();
        highest.accumulateAndGet(used, Math::max);
        Thread.sleep(20);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long count(KeyResolution.Resolved resolved, Rule rule) {
    return resolved.counts().stream()
        .filter(count -> count.rule() == rule)
        .mapToLong(RuleCount::count)
        .sum();
  }

  private static Plan keys(KeyData data, String strategy) {
    ValueType type = data.text() ? ValueType.STRING : ValueType.INTEGER;
    return plan(
        table("parents", List.of(column("id", type)), 2, Optional.of(strategy), List.of()),
        table(
            "children",
            List.of(column("parent", type)),
            2,
            Optional.empty(),
            List.of(reference("parent", "parents"))));
  }

  /** Five tables, each referring to the one before. */
  private static Plan chain() {
    List<TablePlan> tables = new ArrayList<>();
    for (int at = 1; at <= 5; at++) {
      tables.add(
          table(
              "t" + at,
              List.of(column("id", ValueType.INTEGER), column("parent", ValueType.INTEGER)),
              1,
              Optional.of("source-priority"),
              at == 1 ? List.of() : List.of(reference("parent", "t" + (at - 1)))));
    }
    return plan(tables.toArray(new TablePlan[0]));
  }

  private static Plan plan(TablePlan... tables) {
    return new Plan("keys", "keys", "1.0.0", List.of(tables), Optional.empty());
  }

  private static TablePlan table(
      String name,
      List<ColumnPlan> columns,
      int sources,
      Optional<String> strategy,
      List<TablePlan.ForeignKeyPlan> keys) {
    List<SourcePlan> plans = new ArrayList<>();
    for (int source = 0; source < sources; source++) {
      plans.add(
          new SourcePlan(
              "s" + source,
              source,
              new SourcePlan.Access.Connected("c", Parameters.none()),
              Duration.ofSeconds(60)));
    }
    return new TablePlan(
        name, columns, plans, strategy.map(it -> new TablePlan.KeyPlan("id", it)), keys);
  }

  private static TablePlan.ForeignKeyPlan reference(String column, String table) {
    return new TablePlan.ForeignKeyPlan(column, table, "id", TablePlan.ChildPolicy.CASCADE);
  }

  private static ColumnPlan column(String name, ValueType type) {
    return new ColumnPlan(
        name,
        type,
        Set.of(""),
        new ColumnPlan.OnEmpty.Pass(),
        Optional.empty(),
        ColumnPlan.OnTypeViolation.FAIL,
        Optional.empty());
  }

  private static List<Part> store(Parts parts, TablePlan table, KeyData data, boolean chain) {
    int sources = table.sources().size();
    List<Part> stored = new ArrayList<>();
    for (int source = 0; source < sources; source++) {
      long end = data.rows() * (source + 1) / sources;
      int number = 0;
      for (long from = data.rows() * source / sources; from < end; from += PART_ROWS) {
        PartId id = new PartId("run", Stage.EXTRACT, table.name(), source, number++);
        try (Parts.Writer writer = parts.write(id, table.schema())) {
          long to = Math.min(end, from + PART_ROWS);
          for (long first = from; first < to; first += BATCH_ROWS) {
            writer.write(batch(table, data, chain, first, Math.min(to, first + BATCH_ROWS)));
          }
          stored.add(writer.commit());
        }
      }
    }
    return stored;
  }

  private static RecordBatch batch(
      TablePlan table, KeyData data, boolean chain, long from, long to) {
    List<Column> columns =
        table.columns().stream()
            .map(column -> {
              LongUnaryOperator value =
                  column.name().equals("id")
                      ? data::key
                      : chain ? ChainData.of(table.name(), data.rows()) : data::reference;
              return data.text() ? texts(value, from, to) : longs(value, from, to);
            })
            .toList();
    return new RecordBatch(table.schema(), columns, (int) (to - from));
  }

  private static Column longs(LongUnaryOperator value, long from, long to) {
    long[] values = new long[(int) (to - from)];
    for (int row = 0; row < values.length; row++) {
      values[row] = value.applyAsLong(from + row);
    }
    return new LongColumn(ValueType.INTEGER, values, values.length, Empties.none());
  }

  private static Column texts(LongUnaryOperator value, long from, long to) {
    BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, (int) (to - from));
    for (long record = from; record < to; record++) {
      builder.append("customer-" + value.applyAsLong(record));
    }
    return builder.build();
  }

  /** The built-in strategies, which plugins bring else. */
  private static final class Strategies implements Catalogue {
    @Override
    public ConflictStrategy conflictStrategy(String name) {
      return new ConflictStrategy() {
        @Override
        public String name() {
          return name;
        }

        @Override
        public String summary() {
          return "For benchmarks.";
        }

        @Override
        public boolean makesNewKeys() {
          return name.equals("new-keys");
        }

        @Override
        public void resolve(ConflictGroup group) {
          for (int member = 0; member < group.size(); member++) {
            if (member == 0 && !name.equals("drop-all")) {
              group.keep(member);
            } else if (makesNewKeys()) {
              group.newKey(member);
            } else {
              group.drop(member);
            }
          }
        }
      };
    }

    @Override
    public Connector connector(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AnonymizationMethod anonymizationMethod(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
