package io.weir.engine.privacy.search;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.TupleTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Full-domain solutions one after the other, each for what is left by the one before. */
final class LocalRecoding {
  /** More rounds than anybody reviews. */
  private static final int MOST_ROUNDS = 100;

  private final TupleTable table;
  private final Optional<TupleTable> population;
  private final Promise promise;
  private final Metric metric;
  private final SearchSettings settings;

  private int[] left;
  private int[] leftPersons;
  private int[] classOf;
  private int[] classOfPerson;
  private List<int[]> levels;
  private List<int[]> rounds;
  private int checked;
  private boolean cut;
  private @Nullable Lattice lattice;

  LocalRecoding(
      TupleTable table,
      Optional<TupleTable> population,
      Promise promise,
      Metric metric,
      SearchSettings settings) {
    this.table = table;
    this.population = population;
    this.promise = promise;
    this.metric = metric;
    this.settings = settings;
    restart();
  }

  private void restart() {
    left = IntStream.range(0, table.size()).toArray();
    classOf = new int[table.size()];
    Arrays.fill(classOf, -1);
    int persons = population.map(TupleTable::size).orElse(0);
    leftPersons = IntStream.range(0, persons).toArray();
    classOfPerson = new int[persons];
    Arrays.fill(classOfPerson, -1);
    levels = new ArrayList<>();
    rounds = new ArrayList<>();
    lattice = null;
  }

  Outcome run() {
    Outcome free = from(anything());
    if (free instanceof Outcome.Found) {
      return free;
    }
    restart();
    return from(promise);
  }

  private Outcome from(Promise first) {
    Promise next = first;
    while (rounds.size() < MOST_ROUNDS && (rounds.isEmpty() || left.length > 0) && !cut) {
      TupleTable rest = table.only(left);
      try (FullDomain search = search(rest, next)) {
        if (!took(search.run())) {
          break;
        }
      }
      next = anything();
    }
    return outcome();
  }

  Outcome applied(List<int[]> saved) {
    for (int round = 0; round < saved.size(); round++) {
      boolean last = round == saved.size() - 1;
      Promise of = last && round == 0 ? promise : anything();
      try (FullDomain search = search(table.only(left), of)) {
        took(search.at(saved.get(round)));
      }
    }
    return outcome();
  }

  /** Persons who fit a class of an earlier round are in that one, and in no later one. */
  private FullDomain search(TupleTable rest, Promise of) {
    return new FullDomain(
        rest, table, population.map(persons -> persons.only(leftPersons)), of, metric, settings);
  }

  private Promise anything() {
    return new Promise(
        promise.k(), promise.conditions(), promise.population(), 1, promise.empties());
  }

  /** Whether anything was published that was not so before. */
  private boolean took(Outcome outcome) {
    checked += outcome.checked();
    cut |= outcome.cut();
    return switch (outcome) {
      case Outcome.NotFound none -> {
        lattice = lattice == null ? none.lattice() : lattice;
        yield false;
      }
      case Outcome.Found found -> {
        lattice = lattice == null ? found.lattice() : lattice;
        boolean helped = found.recoding().classes() > 0 || rounds.isEmpty();
        if (helped) {
          rounds.addAll(found.rounds());
        }
        publish(found);
        yield helped;
      }
    };
  }

  private void publish(Outcome.Found found) {
    int first = levels.size();
    left = publish(found.recoding(), left, classOf, first);
    if (found.population().isPresent()) {
      leftPersons = publish(found.population().get(), leftPersons, classOfPerson, first);
    }
    levels.addAll(found.recoding().levels());
  }

  /** Returns those that are left after this. */
  private static int[] publish(Recoding recoding, int[] tuples, int[] classOf, int first) {
    for (int at = 0; at < tuples.length; at++) {
      int one = recoding.classOf()[at];
      classOf[tuples[at]] = one < 0 ? -1 : first + one;
    }
    return Arrays.stream(tuples).filter(tuple -> classOf[tuple] < 0).toArray();
  }

  private Outcome outcome() {
    Recoding recoding = new Recoding(table, classOf, levels);
    int suppressed = recoding.suppressedRecords();
    if (rounds.isEmpty() || suppressed > promise.limit(table.records())) {
      return new Outcome.NotFound(cut, checked, lattice());
    }
    double utility = new Utility(metric, table).of(recoding);
    return new Outcome.Found(
        recoding,
        population.map(persons -> new Recoding(persons, classOfPerson, levels)),
        rounds,
        utility,
        suppressed,
        false,
        cut,
        checked,
        lattice());
  }

  private Lattice lattice() {
    return lattice == null
        ? new Lattice(table.columns(), new Scoring(metric, table, promise), new Tags())
        : lattice;
  }
}
