package io.weir.plugins.perturbation;

import io.weir.spi.Column;
import io.weir.spi.MethodException;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.PrivacyCost;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A column of known categories, each of which is replaced at random.
 *
 * @param otherwise the category that any other value counts as; empty where there must be none
 * @param cost present where differential privacy is claimed
 */
record RandomizedColumn(
    String method,
    PerRecord records,
    Categories categories,
    OptionalInt otherwise,
    Transition transition,
    Optional<PrivacyCost> cost)
    implements PreparedMethod.OfRecords {
  @Override
  public Set<Trait> traits() {
    return records.traits();
  }

  @Override
  public List<String> inputs() {
    return records.inputs();
  }

  @Override
  public MethodOutput output() {
    return MethodOutput.of(records.own());
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return Optional.empty();
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
    PerRecord.Source source = records.source(run, method);
    return (batch, first) -> {
      if (cost.isPresent()) {
        records.requireIdentities(batch);
      }
      return List.of(
          randomized(batch, categories, otherwise, transition, source.draws(batch, first)));
    };
  }

  /** The first column of a batch with its categories replaced; empties stay. */
  static Column randomized(
      RecordBatch batch,
      Categories categories,
      OptionalInt otherwise,
      Transition transition,
      Draws draws) {
    Column column = batch.column(0);
    int[] numbers = categories.numbers(column);
    for (int row = 0; row < numbers.length; row++) {
      if (!column.isEmpty(row)) {
        int number = numbers[row];
        if (number == Categories.UNKNOWN) {
          number =
              otherwise.orElseThrow(() ->
                  new MethodException(
                      "Column %s holds a value that is not among the values of its method."
                          .formatted(batch.schema().columns().getFirst().name()),
                      "List it, or say by \"otherwise\" which of the listed values others count"
                          + " as."));
        }
        draws.seek(row);
        numbers[row] = transition.next(number, draws);
      }
    }
    return categories.column(numbers, column.empties());
  }
}
