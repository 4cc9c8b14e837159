package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Progress.SourceProgress;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.decode.RecordException;
import io.weir.engine.dataplane.rejected.SourceSampler;
import io.weir.engine.definition.SourcePlan.Expected;
import io.weir.engine.definition.SourcePlan.MissingColumns;
import io.weir.engine.definition.SourcePlan.OnTooFew;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers a source's batches into parts and tells the ledger of each. Blocks on the part store and
 * the ledger; for one thread at a time.
 */
final class PartAppender implements AutoCloseable {
  /** Whether more is wanted. */
  enum Step {
    MORE,
    COMPLETED,
    HALTED
  }

  private record Counted(String column, Rule rule) {}

  private final Extracting to;
  private final TableSchema schema;
  private final SourceKey key;
  private final boolean[] seen;
  private final SourceSampler sampler;

  private int nextPart;
  private long records;
  private ResumePoint committed;
  private ResumePoint reached;
  private Map<Counted, Long> counts = new LinkedHashMap<>();
  private Optional<Parts.Writer> writer = Optional.empty();

  /**
   * @param seen for each column whether an earlier record had it
   */
  PartAppender(Extracting to, Optional<SourceProgress> progress, boolean[] seen) {
    this.to = to;
    this.seen = seen;
    sampler = to.sampler().get();
    schema = to.wanted().table();
    key = to.ledger().key();
    nextPart = progress.map(done -> done.parts().getLast().id().number() + 1).orElse(0);
    committed = progress.map(SourceProgress::resumePoint).orElse(ResumePoint.start());
    reached = committed;
    records = committed.records();
  }

  /**
   * Takes what comes next.
   *
   * @throws io.weir.engine.vocabulary.WeirException if the source is broken here, or the part store
   *     or ledger fails
   */
  Step accept(Extracted extracted) {
    return switch (extracted) {
      case Extracted.Ruled ruled -> append(ruled);
      case Extracted.End _ -> complete();
      case Extracted.Broken(RuntimeException failure) -> throw to.problems().of(failure, records);
      case Extracted.Cut _ -> throw new IllegalStateException("the chunk was not decoded");
    };
  }

  private Step append(Extracted.Ruled ruled) {
    RecordBatch batch = ruled.outcome().batch();
    sampler.add(ruled.outcome().rejected(), records);
    records += ruled.outcome().recordsIn();
    reached = new ResumePoint(ruled.bytes(), records, ruled.digest());
    for (RuleCount count : ruled.outcome().counts()) {
      counts.merge(new Counted(count.column(), count.rule()), count.count(), Long::sum);
    }
    for (int column = 0; column < seen.length; column++) {
      seen[column] |= ruled.seen()[column];
    }
    if (batch.size() > 0) {
      if (writer.isEmpty()) {
        PartId id = new PartId(to.run(), Stage.EXTRACT, key.table(), key.source(), nextPart);
        writer = Optional.of(to.parts().write(id, schema));
      }
      writer.get().write(batch);
    }
    boolean full =
        writer.isPresent()
            && (writer.get().rows() >= to.limits().partRows()
                || reached.bytes() - committed.bytes() >= to.limits().partBytes());
    return full && commit() == Instruction.HALT ? Step.HALTED : Step.MORE;
  }

  private Step complete() {
    refuseMissingColumns();
    Expected expected = to.source().expected();
    long missing = Math.max(0, expected.minimumRecords() - records);
    if (missing > 0 && expected.onTooFew() == OnTooFew.FAIL) {
      throw to.problems().tooFew(records, expected.minimumRecords());
    }
    if (writer.isPresent() && commit() == Instruction.HALT) {
      return Step.HALTED;
    }
    if (missing > 0) {
      counts.put(new Counted("", Rule.TOO_FEW_RECORDS), missing);
    }
    sampler.keepLast();
    return to.ledger().completed(records, takeCounts()) == Instruction.HALT
        ? Step.HALTED
        : Step.COMPLETED;
  }

  /** A field may be absent from a record, but a column that no record has is a mistake. */
  private void refuseMissingColumns() {
    int missing = 0;
    for (int column = 0; column < seen.length && records > 0; column++) {
      if (!seen[column]) {
        missing++;
        if (to.wanted().missing() == MissingColumns.REFUSE) {
          throw to.problems().of(to.wanted().columnMissing(column, Optional.empty()), records);
        }
      }
    }
    if (missing > 0 && missing == seen.length) {
      throw to.problems().of(RecordException.noColumns(), records);
    }
  }

  private Instruction commit() {
    Parts.Writer complete = writer.orElseThrow();
    Part part = complete.commit();
    complete.close();
    writer = Optional.empty();
    sampler.keep(part);
    long covered = records - committed.records();
    Instruction instruction = to.ledger().partCommitted(part, reached, covered, takeCounts());
    committed = reached;
    nextPart++;
    return instruction;
  }

  /**
   * The counts since the last part: columns in document order, then what concerns whole records.
   */
  private List<RuleCount> takeCounts() {
    List<RuleCount> taken = new ArrayList<>();
    counts.forEach((counted, count) ->
        taken.add(
            new RuleCount(key.table(), key.source(), counted.column(), counted.rule(), 0, count)));
    taken.sort(
        java.util.Comparator.<RuleCount>comparingInt(
                count -> schema.indexOf(count.column()).orElse(Integer.MAX_VALUE))
            .thenComparing(RuleCount::rule));
    counts = new LinkedHashMap<>();
    return taken;
  }

  /** Gives up the part that was not committed. */
  @Override
  public void close() {
    writer.ifPresent(Parts.Writer::close);
    writer = Optional.empty();
  }
}
