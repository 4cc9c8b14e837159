package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.anonymize.Anonymization;
import io.weir.engine.dataplane.anonymize.MethodRuns;
import io.weir.engine.dataplane.anonymize.Methods;
import io.weir.engine.dataplane.anonymize.ReadyTable;
import io.weir.engine.dataplane.keys.KeyResolution;
import io.weir.engine.dataplane.keys.Suppression;
import io.weir.engine.dataplane.space.Workers;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.TableSchema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stage ANONYMIZE: first it is decided, parents before children, which records are suppressed;
 * that is entered into the ledger at once. Then each table's parts are made anew.
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

  Anonymizing(
      Plan plan,
      String run,
      TrackingLedger ledger,
      Execution execution,
      Catalogue catalogue,
      Parts parts,
      MethodRuns runs,
      Scratch scratch,
      Limits limits) {
    this.plan = plan;
    this.run = run;
    this.ledger = ledger;
    this.execution = execution;
    this.catalogue = catalogue;
    this.parts = parts;
    this.runs = runs;
    this.scratch = scratch;
    this.limits = limits;
  }

  void run() {
    Map<String, List<Part>> collected = ledger.collected();
    try (Workers workers = new Workers("anonymize", limits.parallelism(), execution::isCancelled)) {
      Map<String, Anonymization> tables = new LinkedHashMap<>();
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
      if (ledger.suppressed().isEmpty()
          && tables.values().stream().anyMatch(Anonymization::suppresses)) {
        suppress(tables, collected);
      }
      tables.values().forEach(table -> write(table, workers));
    }
  }

  private void suppress(Map<String, Anonymization> tables, Map<String, List<Part>> collected) {
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
      Suppression.Outcome outcome = suppression.outcome();
      ledger.recordsSuppressed(new Suppressed(outcome.masks(), Map.of()), outcome.counts());
    } finally {
      scratch.clear(name);
    }
  }

  private void write(Anonymization table, Workers workers) {
    Map<PartId, MaskFile> suppressed = new HashMap<>();
    ledger
        .suppressed()
        .ifPresent(decided ->
            decided.masks().forEach(mask -> suppressed.put(collected(mask.part()), mask)));
    ReadyTable ready =
        table.ready(part -> Optional.ofNullable(suppressed.get(part)), limits.batchRows());
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
