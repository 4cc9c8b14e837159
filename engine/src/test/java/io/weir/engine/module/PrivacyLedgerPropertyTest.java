package io.weir.engine.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.PrivacyAmount;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Sha256;
import io.weir.engine.vocabulary.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Runs that set aside, publish and give back in any order, with answers lost, commands repeated and
 * the entity replayed from its events, beside a model that only keeps sums.
 */
class PrivacyLedgerPropertyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final int RUNS = 6;

  /** What somebody does. */
  private enum Act {
    RESERVE,
    PUBLISH,
    ABANDON,
    DECLARE,
    CRASH
  }

  /**
   * @param repeated whether the answer is lost, so that it is asked for again
   */
  private record Step(Act act, int run, int tenths, boolean repeated) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Act.class),
            Arbitraries.integers().between(0, RUNS - 1),
            Arbitraries.integers().between(1, 30),
            Arbitraries.of(false, false, true))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  /** How far a run got. */
  private enum Standing {
    PREPARED,
    UPLOADING,
    PUBLISHED,
    ENDED
  }

  private final Module module = new Module();
  private final List<Module.Event> history = new ArrayList<>();
  private final Map<String, Standing> runs = new HashMap<>();
  private final Map<String, Integer> counted = new HashMap<>();
  private final Set<String> published = new HashSet<>();
  private Module.State state = module.empty();
  private int imports;
  private int budget;

  private void reset() {
    history.clear();
    runs.clear();
    counted.clear();
    published.clear();
    state = module.empty();
    imports = 0;
    declare(50);
  }

  private static PrivacyAmount amount(int tenths) {
    return new PrivacyAmount(BigDecimal.valueOf(tenths, 1), BigDecimal.ZERO);
  }

  private Optional<ModuleVersionView> ask(Module.Command command, boolean repeated) {
    Optional<ModuleVersionView> told =
        switch (module.decide(state, command, NOW)) {
          case Decision.Refused<Module.Event, ModuleVersionView>(var problem) -> {
            assertEquals(ErrorCode.PRIVACY_BUDGET_SPENT, problem.code());
            yield Optional.<ModuleVersionView>empty();
          }
          case Decision.Accepted<Module.Event, ModuleVersionView>(var events, var view) -> {
            for (Module.Event event : events) {
              state = module.apply(state, event);
              history.add(event);
            }
            yield Optional.of(view);
          }
        };
    if (repeated) {
      int before = history.size();
      assertEquals(told, ask(command, false));
      assertEquals(before, history.size(), "done twice");
    }
    return told;
  }

  private void declare(int tenths) {
    String text = "document " + imports;
    budget = tenths;
    ask(
        new Module.Import(
            "m",
            new Module.Document("1.0." + imports++, text, Sha256.of(text)),
            Optional.empty(),
            Optional.of(amount(tenths)),
            Origin.of("ada", "")),
        true);
  }

  private int sum() {
    return counted.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void reserve(String run, int tenths, boolean repeated) {
    Optional<ModuleVersionView> told =
        ask(
            new Module.Reserve(
                "m", "1.0.0", Bump.MINOR, run, amount(tenths), Optional.of(amount(budget))),
            repeated);
    boolean fits = counted.containsKey(run) || sum() + tenths <= budget;
    assertEquals(fits, told.isPresent());
    if (fits) {
      counted.putIfAbsent(run, tenths);
      runs.merge(run, Standing.UPLOADING, (was, now) -> was == Standing.PUBLISHED ? was : now);
    }
  }

  private void publish(String run, boolean repeated) {
    String version =
        state.reserved().entrySet().stream()
            .filter(entry -> entry.getValue().equals(run))
            .findFirst()
            .orElseThrow()
            .getKey();
    ask(
        new Module.Publish(
            "m",
            new Module.Document(version, "of " + run, Sha256.of(run)),
            "1.0.0",
            run,
            amount(counted.get(run))),
        repeated);
    runs.put(run, Standing.PUBLISHED);
    published.add(run);
  }

  @Property(tries = 500)
  void no_interleaving_overspends_and_each_version_is_charged_once(
      @ForAll("steps") List<Step> steps) {
    reset();
    for (Step step : steps) {
      String run = "r" + step.run();
      Standing standing = runs.getOrDefault(run, Standing.PREPARED);
      switch (step.act()) {
        case RESERVE -> {
          if (standing != Standing.ENDED) {
            reserve(run, step.tenths(), step.repeated());
          }
        }
        case PUBLISH -> {
          if (standing == Standing.UPLOADING || standing == Standing.PUBLISHED) {
            publish(run, step.repeated());
          }
        }
        case ABANDON -> {
          ask(new Module.Release("m", run), step.repeated());
          if (standing != Standing.PUBLISHED) {
            runs.put(run, Standing.ENDED);
            counted.remove(run);
          }
        }
        case DECLARE -> declare(Math.max(sum(), step.tenths() * 4));
        case CRASH -> {
          Module.State replayed = module.empty();
          for (Module.Event event : history) {
            replayed = module.apply(replayed, event);
          }
          assertEquals(state, replayed);
          state = replayed;
        }
      }
      PrivacyLedger ledger = state.ledger();
      assertEquals(amount(sum()), ledger.spent());
      assertTrue(ledger.spent().fits(ledger.budget().orElseThrow()), ledger::toString);
      assertEquals(amount(budget - sum()), ledger.left().orElseThrow());
      for (String one : published) {
        List<PrivacyLedger.Entry> entries =
            ledger.entries().stream().filter(entry -> entry.run().equals(one)).toList();
        assertEquals(1, entries.size(), one);
        assertTrue(entries.getFirst().published());
        assertEquals(amount(counted.get(one)), entries.getFirst().amount());
        assertEquals(one, state.version(entries.getFirst().version()).orElseThrow().run());
      }
    }
  }
}
