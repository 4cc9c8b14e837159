package io.weir.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.oracle.ModuleCase.Bounds;
import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Source;
import io.weir.engine.oracle.ModuleCase.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle is worth something only if it can disagree: here it is told lies. */
class OracleNoticesTest {
  private static final List<ModuleCase> MODULES =
      LongStream.range(0, 60).mapToObj(ModuleGenerator::generate).toList();

  private static Bench bench;

  @BeforeAll
  static void begin() {
    bench = new Bench();
  }

  @AfterAll
  static void end() {
    bench.close();
  }

  /** Something the document does not say. */
  private enum Lie {
    ANOTHER_STRATEGY(table ->
        new Table(
            table.name(),
            table.columns(),
            table.primaryKey(),
            table.strategy().equals("drop-all") ? "new-keys" : "drop-all",
            table.sources())),
    NO_PRIMARY_KEY(table ->
        new Table(
            table.name(), table.columns(), Optional.empty(), table.strategy(), table.sources())),
    OTHER_PRIORITIES(table -> {
      List<Source> sources = new ArrayList<>(table.sources());
      Collections.reverse(sources);
      return new Table(
          table.name(), table.columns(), table.primaryKey(), table.strategy(), sources);
    }),
    NO_FOREIGN_KEYS(columns(Column::withoutReference)),
    NO_RANGES(columns(column -> column.with(Bounds.none()))),
    DROPPED_INSTEAD_OF_CLAMPED(
        columns(column ->
            column.with(
                new Bounds(
                    column.bounds().minimum(),
                    column.bounds().maximum(),
                    column.bounds().withoutMinimum(),
                    column.bounds().withoutMaximum(),
                    column.bounds().onOutOfRange().equals("drop") ? "clamp" : "drop")))),
    NO_FORMATS_AND_LENGTHS(columns(column -> column.with(ModuleCase.Facets.NONE))),
    EMPTIES_DROPPED(columns(column -> column.withOnEmpty(Optional.of("drop"), Optional.empty()))),
    VIOLATIONS_DROPPED(columns(column -> column.withOnTypeViolation(Optional.of("drop"))));

    private final UnaryOperator<Table> change;

    Lie(UnaryOperator<Table> change) {
      this.change = change;
    }

    private static UnaryOperator<Table> columns(UnaryOperator<Column> change) {
      return table ->
          new Table(
              table.name(),
              table.columns().stream().map(change).toList(),
              table.primaryKey(),
              table.strategy(),
              table.sources());
    }

    ModuleCase tell(ModuleCase module) {
      return new ModuleCase(module.seed(), module.tables().stream().map(change).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_the_oracle_is_told_wrongly_is_noticed(Lie lie) {
    long noticed =
        bench.judge(MODULES, MODULES.stream().map(lie::tell).toList()).stream()
            .filter(verdict -> !verdict.differences().isEmpty())
            .count();
    assertTrue(noticed >= 6, () -> "noticed in " + noticed + " of " + MODULES.size());
  }

  @Test
  void what_differs_is_shrunk_to_a_module_that_still_differs() {
    Shrunk shrunk = new Shrunk();
    ModuleCase module = MODULES.stream().filter(shrunk::differs).findFirst().orElseThrow();
    ModuleCase simplest = module;
    while (true) {
      Optional<ModuleCase> simpler =
          Shrinker.simpler(simplest).stream().filter(shrunk::differs).findFirst();
      if (simpler.isEmpty()) {
        break;
      }
      simplest = simpler.get();
    }
    assertEquals(1, simplest.tables().size());
    assertEquals(1, simplest.tables().getFirst().sources().getFirst().rows().size());
    assertEquals(1, simplest.tables().getFirst().columns().size());
  }

  /** A defect that shows wherever a record has a text of an integer. */
  private static final class Shrunk {
    boolean differs(ModuleCase module) {
      return module.tables().stream()
          .flatMap(table -> table.sources().stream())
          .flatMap(source -> source.rows().stream())
          .flatMap(row -> row.fields().values().stream())
          .anyMatch(
              field -> field instanceof ModuleCase.Field.Text(String text) && text.equals("3"));
    }
  }
}
