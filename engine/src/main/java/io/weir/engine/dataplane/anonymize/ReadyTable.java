package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.definition.PreparedTable;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table of which everything is decided: its parts of EXTRACT can be turned into parts of
 * ANONYMIZE, each by itself and in any order. Thread-safe.
 */
public final class ReadyTable {
  private static final long ADDED_ROWS_A_PART = 1_000_000;

  private final Anonymization anonymization;
  private final TableFlow flow;

  /**
   * Readies the methods that stand at the table; each that must see all records first is shown what
   * the ones before it left.
   *
   * @param columns the methods at columns, with the levels of the privacy model's solution
   * @param recoding what else the solution makes of records
   * @param suppression the masks that suppression left over parts of EXTRACT
   */
  ReadyTable(
      Anonymization anonymization,
      ColumnLayer columns,
      Recoder recoding,
      Function<PartId, Optional<MaskFile>> suppression,
      int batchRows) {
    this.anonymization = anonymization;
    List<Optional<MaskFile>> masks = new ArrayList<>();
    for (Part part : anonymization.records().parts()) {
      masks.add(suppression.apply(part.id()));
    }
    flow =
        new TableFlow(
            anonymization.records(),
            columns,
            recoding,
            masks,
            batchRows,
            () -> {
              anonymization.workers().checkCancelled();
              return false;
            });
    List<PreparedTable.Step> steps = anonymization.table().steps();
    for (int number = 0; number < steps.size(); number++) {
      if (steps.get(number).method() instanceof PreparedMethod.OfRecords method) {
        flow.add(sealed(steps.get(number), number, method));
      }
    }
  }

  private StepLayer sealed(PreparedTable.Step step, int number, PreparedMethod.OfRecords method) {
    Failures failures = anonymization.failures(step);
    var run = anonymization.run(step, number, flow.left());
    Observing.Wish wish = new Observing.Wish(method.inputs(), () -> method.observer(run), failures);
    Optional<Observer> seen =
        Observing.all(
                List.of(wish),
                anonymization.records().parts().size(),
                flow::each,
                anonymization.workers())
            .getFirst();
    return new StepLayer(
        step,
        method.inputs(),
        method.output(),
        failures.during("broke off", () -> method.seal(run, seen)),
        failures);
  }

  /** The table's parts of EXTRACT in order. */
  public List<Part> parts() {
    return anonymization.records().parts();
  }

  /**
   * Makes the one part that follows from a part of EXTRACT, also when no record is left.
   *
   * @param number among {@link #parts()}
   */
  public Part write(int number) {
    PartId before = parts().get(number).id();
    PartId after =
        new PartId(before.run(), Stage.ANONYMIZE, before.table(), before.source(), before.number());
    try (Parts.Writer writer = anonymization.parts().write(after, anonymization.table().output())) {
      flow.each(number, (batch, first) -> writer.write(batch));
      anonymization.workers().checkCancelled();
      return writer.commit();
    }
  }

  /**
   * Makes the parts of a table that comes of this one.
   *
   * @param added of {@link PreparedTable#added()}
   * @param present whether a part was made before
   * @param made is told of each part
   */
  public void writeAdded(
      TableSchema added, String run, Function<PartId, Boolean> present, Consumer made) {
    StepLayer maker =
        flow.steps().stream()
            .filter(step -> step.output().tables().contains(added))
            .findFirst()
            .orElseThrow();
    Iterator<RecordBatch> batches =
        maker.failures().during("broke off", () -> maker.function().records(added));
    boolean more = true;
    for (int number = 0; more; number++) {
      PartId id = new PartId(run, Stage.ANONYMIZE, added.name(), 0, number);
      more = write(id, added, batches, maker.failures(), present.apply(id), made);
    }
  }

  /** Is told of parts. */
  public interface Consumer {
    void part(Part part);
  }

  private boolean write(
      PartId id,
      TableSchema schema,
      Iterator<RecordBatch> batches,
      Failures failures,
      boolean present,
      Consumer made) {
    long rows = 0;
    try (Parts.Writer writer = anonymization.parts().write(id, schema)) {
      while (rows < ADDED_ROWS_A_PART && failures.during("broke off", batches::hasNext)) {
        anonymization.workers().checkCancelled();
        RecordBatch batch = failures.during("broke off", batches::next);
        if (!batch.schema().equals(schema)) {
          throw failures.broken("gave records of other columns than promised");
        }
        writer.write(batch);
        rows += batch.size();
      }
      anonymization.workers().checkCancelled();
      if (!present) {
        made.part(writer.commit());
      }
    }
    return rows >= ADDED_ROWS_A_PART && failures.during("broke off", batches::hasNext);
  }
}
