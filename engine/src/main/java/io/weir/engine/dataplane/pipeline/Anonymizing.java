package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.LatticeFile;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.SolutionFile;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.anonymize.Anonymization;
import io.weir.engine.dataplane.anonymize.JoinedColumns;
import io.weir.engine.dataplane.anonymize.MethodRuns;
import io.weir.engine.dataplane.anonymize.Methods;
import io.weir.engine.dataplane.anonymize.ModelSolution;
import io.weir.engine.dataplane.anonymize.ReadyTable;
import io.weir.engine.dataplane.anonymize.SolutionStore;
import io.weir.engine.dataplane.keys.KeyResolution;
import io.weir.engine.dataplane.keys.Suppression;
import io.weir.engine.dataplane.profile.LatticeStore;
import io.weir.engine.dataplane.space.Workers;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SearchOrder;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * The stage ANONYMIZE: first it is decided which records are suppressed, by the methods of all
 * tables, then by their privacy models, parents before children; that is entered into the ledger at
 * once. Then each table's parts are made anew.
 */
final class Anonymizing {
  private final Plan plan;
  private final String run;
  private final TrackingLedger ledger;
  private final Execution execution;
  private final Catalogue catalogue;
  private final Parts parts;
  private final MethodRuns runs;
  private final Scratch scratch;
  private final Limits limits;
  private final LatticeStore lattices;
  private final Populations populations;
  private final SolutionStore kept;

  Anonymizing(
      Plan plan,
      String run,
      TrackingLedger ledger,
      Execution execution,
      Catalogue catalogue,
      Parts parts,
      MethodRuns runs,
      Scratch scratch,
      Limits limits,
      LatticeStore lattices,
      SolutionStore kept) {
    this.plan = plan;
    this.run = run;
    this.ledger = ledger;
    this.execution = execution;
    this.catalogue = catalogue;
    this.parts = parts;
    this.runs = runs;
    this.scratch = scratch;
    this.limits = limits;
    this.lattices = lattices;
    this.populations = new Populations(plan);
    this.kept = kept;
  }

  /**
   * @return what is worth telling of the privacy models' solutions, by name
   */
  Map<String, String> run() {
    Map<String, String> facts = new TreeMap<>();
    Map<String, List<Part>> collected = ledger.collected();
    Map<String, Anonymization> tables = new LinkedHashMap<>();
    try (Workers workers = new Workers("anonymize", limits.parallelism(), execution::isCancelled);
        JoinedColumns joined =
            new JoinedColumns(tables, limits.temporary(), limits.workingBytes() / 4)) {
      for (TablePlan table : plan.tables()) {
        tables.put(
            table.name(),
            new Anonymization(
                Methods.prepare(table, catalogue),
                parts,
                collected.getOrDefault(table.name(), List.of()),
                ledger::mask,
                runs,
                workers));
      }
      Map<String, ModelSolution> solutions = new HashMap<>();
      if (ledger.suppressed().isEmpty()
          && tables.values().stream().anyMatch(it -> it.suppresses() || it.searches())) {
        solutions.putAll(suppress(tables, collected, joined));
      }
      for (Anonymization table : tables.values()) {
        String name = table.table().plan().name();
        write(table, tables, solutions, joined, workers)
            .ifPresent(solution ->
                solution.facts().forEach((fact, value) -> facts.put(name + " " + fact, value)));
      }
      return facts;
    }
  }

  private Map<String, ModelSolution> suppress(
      Map<String, Anonymization> tables, Map<String, List<Part>> collected, JoinedColumns joined) {
    Map<String, ModelSolution> solutions = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    Map<String, Long> given = new HashMap<>();
    List<LatticeFile> surveys = new ArrayList<>();
    List<SolutionFile> files = new ArrayList<>();
    String name = scratch.name(run);
    KeyResolution.Resources resources =
        new KeyResolution.Resources(
            limits.temporary(),
            limits.workingBytes(),
            limits.parallelism(),
            execution::isCancelled);
    try (Suppression suppression =
        new Suppression(plan, collected, ledger::mask, parts, name, resources)) {
      for (TablePlan table : Suppression.parentsFirst(plan)) {
        Anonymization anonymization = tables.get(table.name());
        if (anonymization.suppresses()) {
          suppression.suppress(table.name(), anonymization.suppressed());
        }
      }
      for (TablePlan table : SearchOrder.of(plan)) {
        Anonymization anonymization = tables.get(table.name());
        if (anonymization.searches()) {
          ModelSolution solution =
              anonymization.solve(
                  suppression::gone,
                  Optional.empty(),
                  populations.of(table.name()).map(tables::get),
                  joined,
                  limits.workingBytes());
          suppression.suppress(table.name(), solution.suppressed());
          solutions.put(table.name(), solution);
          texts.put(table.name(), solution.text());
          given.put(table.name(), solution.records());
          solution.lattice().ifPresent(lattice -> surveys.add(lattices.write(run, lattice)));
          files.add(kept.write(run, solution, UUID.randomUUID()));
        }
      }
      Suppression.Outcome outcome = suppression.outcome();
      ledger.recordsSuppressed(
          new Suppressed(outcome.masks(), texts, given, surveys, files), outcome.counts());
      return solutions;
    } finally {
      scratch.clear(name);
    }
  }

  /**
   * What an earlier execution decided. Only what an earlier version entered has no file; it is
   * found again.
   */
  private ModelSolution again(
      String name,
      Map<String, Anonymization> tables,
      Map<PartId, MaskFile> suppressed,
      JoinedColumns joined) {
    Anonymization table = tables.get(name);
    Function<PartId, RoaringBitmap> gone =
        part ->
            Optional.ofNullable(suppressed.get(part))
                .map(mask -> parts.read(mask).deleted())
                .or(() -> ledger.mask(part).map(mask -> parts.read(mask).deleted()))
                .orElseGet(RoaringBitmap::new);
    Optional<Anonymization> population = populations.of(name).map(tables::get);
    Optional<String> text = ledger.suppressed().map(it -> it.solutions().get(name));
    Optional<SolutionFile> file = ledger.suppressed().flatMap(it -> it.file(name));
    if (file.isPresent()) {
      return table.restored(
          run, kept, file.get(), text.orElse(""), gone, population, joined, limits.workingBytes());
    }
    return table.solve(gone, text, population, joined, limits.workingBytes());
  }

  private Optional<ModelSolution> write(
      Anonymization table,
      Map<String, Anonymization> tables,
      Map<String, ModelSolution> solutions,
      JoinedColumns joined,
      Workers workers) {
    Map<PartId, MaskFile> suppressed = new HashMap<>();
    ledger
        .suppressed()
        .ifPresent(decided ->
            decided.masks().forEach(mask -> suppressed.put(collected(mask.part()), mask)));
    Function<PartId, Optional<MaskFile>> masks = part -> Optional.ofNullable(suppressed.get(part));
    Function<String, Optional<ModelSolution>> solved =
        name ->
            tables.get(name).searches()
                ? Optional.of(
                    solutions.computeIfAbsent(name, it -> again(it, tables, suppressed, joined)))
                : Optional.empty();
    Optional<ModelSolution> solution = solved.apply(table.table().plan().name());
    List<ModelSolution> drawn =
        populations.drawnFrom(table.table().plan().name()).stream()
            .flatMap(name -> solved.apply(name).stream())
            .toList();
    ReadyTable ready = table.ready(solution, drawn, masks, limits.batchRows());
    workers.each(
        ready.parts().size(),
        number -> {
          PartId id = ready.parts().get(number).id();
          if (!ledger.isPrepared(prepared(id))) {
            commit(ready.write(number));
          }
        });
    for (TableSchema added : table.table().added()) {
      ready.writeAdded(added, run, ledger::isPrepared, this::commit);
    }
    return solution;
  }

  private void commit(Part part) {
    ledger.partCommitted(part, ResumePoint.start(), part.rows(), List.of());
  }

  private static PartId prepared(PartId id) {
    return new PartId(id.run(), Stage.ANONYMIZE, id.table(), id.source(), id.number());
  }

  private static PartId collected(PartId id) {
    return new PartId(id.run(), Stage.EXTRACT, id.table(), id.source(), id.number());
  }
}
