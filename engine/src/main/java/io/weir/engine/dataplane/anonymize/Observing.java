package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.space.Workers;
import io.weir.spi.Observer;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Shows all records of a table to the methods that must see them first. Each thread has observers
 * of its own, which are merged in the end.
 */
final class Observing {
  private Observing() {}

  /**
   * A method that wants to see the records.
   *
   * @param observer makes one, or nothing if the method needs none after all
   */
  record Wish(List<String> inputs, Supplier<Optional<Observer>> observer, Failures failures) {}

  /** Shows the records of a part. */
  interface Records {
    void each(int part, TableFlow.Visitor visitor);
  }

  /**
   * @return for each wish what was observed, in the same order
   */
  static List<Optional<Observer>> all(
      List<Wish> wishes, int parts, Records records, Workers workers) {
    List<Optional<Observer>> first = observers(wishes);
    if (first.stream().allMatch(Optional::isEmpty)) {
      return first;
    }
    ConcurrentLinkedQueue<List<Optional<Observer>>> idle = new ConcurrentLinkedQueue<>();
    idle.add(first);
    workers.each(
        parts,
        part -> {
          List<Optional<Observer>> kept = idle.poll();
          List<Optional<Observer>> own = kept == null ? observers(wishes) : kept;
          records.each(part, (batch, at) -> show(wishes, own, batch, at));
          idle.add(own);
        });
    List<Optional<Observer>> merged = idle.remove();
    for (List<Optional<Observer>> other : idle) {
      for (int i = 0; i < merged.size(); i++) {
        merge(wishes.get(i), merged.get(i), other.get(i));
      }
    }
    return merged;
  }

  private static List<Optional<Observer>> observers(List<Wish> wishes) {
    List<Optional<Observer>> observers = new ArrayList<>();
    for (Wish wish : wishes) {
      observers.add(wish.failures().during("broke off", wish.observer()));
    }
    return observers;
  }

  private static void show(
      List<Wish> wishes, List<Optional<Observer>> observers, RecordBatch batch, long first) {
    for (int i = 0; i < wishes.size(); i++) {
      Wish wish = wishes.get(i);
      if (observers.get(i).isPresent()) {
        Observer observer = observers.get(i).get();
        wish.failures()
            .during(
                "broke off",
                () -> {
                  observer.observe(Batches.project(batch, wish.inputs()), first);
                  return true;
                });
      }
    }
  }

  private static void merge(Wish wish, Optional<Observer> into, Optional<Observer> from) {
    into.ifPresent(observer ->
        wish.failures()
            .during(
                "broke off",
                () -> {
                  observer.merge(from.orElseThrow());
                  return true;
                }));
  }
}
