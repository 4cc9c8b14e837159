package io.weir.plugins.pseudonymization;

import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import io.weir.spi.MethodRun;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/** The form {@code format-preserving} on integers: a permutation of those of a range. */
record EncipheredIntegers(
    String column, String reference, boolean pinned, Domain domain, IntegerRange range)
    implements PreparedMethod.OfValues {
  static final String FORM = "format-preserving integer";

  @Override
  public Set<Trait> traits() {
    Set<Trait> traits =
        EnumSet.of(Trait.EMPTIES_STAY, Trait.DISTINCT_STAYS_DISTINCT, Trait.STAYS_IN_BOUNDS);
    if (pinned) {
      traits.add(Trait.STABLE_ACROSS_VERSIONS);
    }
    return traits;
  }

  @Override
  public Set<String> secrets() {
    return Set.of(reference);
  }

  @Override
  public Optional<ColumnSchema> output() {
    return Optional.of(new ColumnSchema(column, ValueType.INTEGER));
  }

  @Override
  public ColumnFunction open(MethodRun run) {
    // Keys of two ranges are unrelated, or what is known of one would tell of the other.
    String form = FORM + " " + range.minimum() + " " + range.maximum();
    SecretKey key = domain.key(run.secret(reference), form, "AES");
    return values -> shuffled((LongColumn) values, range.new Shuffle(key));
  }

  private Column shuffled(LongColumn values, IntegerRange.Shuffle shuffle) {
    DistinctLongs distinct = DistinctLongs.of(values);
    long[] names = new long[distinct.count()];
    for (int i = 0; i < names.length; i++) {
      long value = distinct.values()[i];
      if (!range.contains(value)) {
        throw new MethodException(
            "A value of column %s lies outside of the integers from %d to %d."
                .formatted(column, range.minimum(), range.maximum()),
            "Declare a range that holds all of them, or keep others out by the column's own range.");
      }
      names[i] = shuffle.of(value);
    }
    long[] all = new long[values.size()];
    for (int row = 0; row < all.length; row++) {
      all[row] = values.isEmpty(row) ? 0 : names[distinct.codes()[row]];
    }
    return new LongColumn(ValueType.INTEGER, all, all.length, values.empties());
  }
}
