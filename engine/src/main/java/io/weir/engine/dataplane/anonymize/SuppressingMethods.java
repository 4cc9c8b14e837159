package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.PartId;
import io.weir.engine.definition.PreparedTable;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFilter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** The methods of a table that suppress records, each of which sees all collected records. */
final class SuppressingMethods {
  private final Anonymization anonymization;

  SuppressingMethods(Anonymization anonymization) {
    this.anonymization = anonymization;
  }

  /**
   * Which records they suppress.
   *
   * @return row numbers by part
   */
  Map<PartId, RoaringBitmap> suppressed() {
    List<PreparedTable.Step> steps = anonymization.table().steps();
    List<Integer> suppressing = new ArrayList<>();
    List<Observing.Wish> wishes = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      PreparedTable.Step step = steps.get(i);
      if (step.method() instanceof PreparedMethod.OfSuppression method) {
        int number = i;
        suppressing.add(number);
        wishes.add(
            new Observing.Wish(
                method.inputs(),
                () -> method.observer(anonymization.run(step, number)),
                anonymization.failures(step)));
      }
    }
    List<Optional<Observer>> seen = anonymization.observe(wishes);
    Map<PartId, RoaringBitmap> all = new HashMap<>();
    for (int i = 0; i < suppressing.size(); i++) {
      suppress(suppressing.get(i), seen.get(i), all);
    }
    return all;
  }

  private void suppress(int number, Optional<Observer> observed, Map<PartId, RoaringBitmap> all) {
    PreparedTable.Step step = anonymization.table().steps().get(number);
    PreparedMethod.OfSuppression method = (PreparedMethod.OfSuppression) step.method();
    Failures failures = anonymization.failures(step);
    RecordFilter filter =
        failures.during("broke off", () -> method.seal(anonymization.run(step, number), observed));
    TableRecords records = anonymization.records();
    anonymization
        .workers()
        .each(
            records.parts().size(),
            part -> {
              RoaringBitmap rows = filtered(part, method.inputs(), filter, failures);
              synchronized (all) {
                all.merge(
                    records.parts().get(part).id(),
                    rows,
                    (one, other) -> RoaringBitmap.or(one, other));
              }
            });
  }

  private RoaringBitmap filtered(
      int part, List<String> inputs, RecordFilter filter, Failures failures) {
    TableRecords records = anonymization.records();
    RoaringBitmap places = new RoaringBitmap();
    anonymization.read(
        part,
        inputs,
        (batch, at) -> {
          int from = Math.toIntExact(at - records.first(part));
          BitSet rows = failures.during("broke off", () -> filter.suppressed(batch, at));
          rows.stream().filter(row -> row < batch.size()).forEach(row -> places.add(from + row));
        });
    return records.rows(part, places);
  }
}
