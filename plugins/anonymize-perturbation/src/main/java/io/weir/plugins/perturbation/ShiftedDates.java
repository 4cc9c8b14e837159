package io.weir.plugins.perturbation;

import io.weir.spi.Column;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Dates, each moved by the shift of the person it belongs to. */
record ShiftedDates(PerRecord records, ValueType type, int days, Optional<String> secret)
    implements PreparedMethod.OfRecords {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  @Override
  public Set<Trait> traits() {
    return records.traits();
  }

  @Override
  public Set<String> secrets() {
    return secret.map(Set::of).orElse(Set.of());
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
    byte[] seed =
        secret.map(name -> run.secret(name).bytes()).orElseGet(() -> run.sharedSeed("shift-date"));
    int person = records.identity().orElseThrow();
    RecordRandomness ofPeople =
        RecordRandomness.ofIdentity(seed, "shift by " + days + " days", person);
    RecordRandomness ofDates = RecordRandomness.ofIdentity(seed, "shift of a date by " + days, 0);
    return (batch, first) -> {
      Column people = batch.column(person);
      Draws byPerson = ofPeople.draws(batch, first);
      Draws byDate = people.empties().count() > 0 ? ofDates.draws(batch, first) : byPerson;
      LongColumn dates = (LongColumn) batch.column(0);
      long unit = type == ValueType.DATE ? 1 : MICROS_A_DAY;
      long least = Units.least(type);
      long greatest = Units.greatest(type);
      long[] results = new long[dates.size()];
      for (int row = 0; row < results.length; row++) {
        if (!dates.isEmpty(row)) {
          Draws draws = people.isEmpty(row) ? byDate : byPerson;
          draws.seek(row);
          long shift = draws.below(2L * days + 1) - days;
          long inside = Math.clamp(dates.value(row), least, greatest);
          results[row] = Math.clamp(inside + shift * unit, least, greatest);
        }
      }
      return List.of(new LongColumn(type, results, results.length, dates.empties()));
    };
  }
}
