package io.weir.plugins.suppression;

import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.RecordBatch;
import java.util.Optional;

/** Counts how often each combination of values occurs. */
final class OccurrenceObserver implements Observer {
  private final Fingerprints fingerprints;
  private final Occurrences occurrences;

  OccurrenceObserver(MethodRun run) {
    fingerprints = Fingerprints.of(run);
    occurrences = new Occurrences(run.workspace());
  }

  @Override
  public void observe(RecordBatch batch, long first) {
    for (long fingerprint : fingerprints.of(batch)) {
      occurrences.add(fingerprint);
    }
  }

  @Override
  public void merge(Observer other) {
    occurrences.addAll(((OccurrenceObserver) other).occurrences);
  }

  /** What occurs often enough of all that was seen. */
  static FrequentSet frequent(MethodRun run, Optional<Observer> seen, long least) {
    OccurrenceObserver observer =
        (OccurrenceObserver)
            seen.orElseThrow(() -> new IllegalArgumentException("the records were not observed"));
    return FrequentSet.of(observer.occurrences, least, run.workspace());
  }
}
