package io.weir.plugins.perturbation;

import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodException;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.RecordBatch;
import io.weir.spi.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which columns a method on records reads, and what a record's randomness is drawn from: its
 * identity, told by the parameter {@code per} or the primary key, together with the values that are
 * changed; or the run's seed and its position, when it has no identity.
 *
 * @param own the columns that are changed, first among the inputs
 * @param per the column of the identity, if there is one
 * @param unique whether no two records have the same identity
 */
record PerRecord(List<ColumnSchema> own, Optional<String> per, boolean unique) {
  static final MethodParameter PARAMETER =
      MethodParameter.text(
          "per",
          "The column that tells who a record is about, so that it is treated alike in every"
              + " version; the primary key if not said.");

  static PerRecord of(MethodRequest request, List<ColumnSchema> own) {
    Optional<String> per = request.column("per").map(ColumnSchema::name).or(request::primaryKey);
    return new PerRecord(own, per, per.isPresent() && per.equals(request.primaryKey()));
  }

  List<String> inputs() {
    List<String> names = new ArrayList<>(own.stream().map(ColumnSchema::name).toList());
    per.filter(name -> !names.contains(name)).ifPresent(names::add);
    return List.copyOf(names);
  }

  /** The column of the identity among the inputs. */
  OptionalInt identity() {
    return per.stream().mapToInt(name -> inputs().indexOf(name)).findFirst();
  }

  boolean stable() {
    return per.isPresent();
  }

  /** Traits that any of these methods has, and the given ones. */
  Set<Trait> traits(Trait... more) {
    Set<Trait> traits = new TreeSet<>(List.of(more));
    traits.add(Trait.EMPTIES_STAY);
    if (stable()) {
      traits.add(Trait.STABLE_ACROSS_VERSIONS);
    }
    return Set.copyOf(traits);
  }

  /**
   * @throws MethodException if a record has no identity although there is a column for it
   */
  void requireIdentities(RecordBatch batch) {
    identity()
        .ifPresent(index -> {
          if (batch.column(index).empties().count() > 0) {
            throw new MethodException(
                "Column %s is empty in some records, and the noise of column %s is drawn by it."
                    .formatted(per.orElseThrow(), own.getFirst().name()),
                "Let records without a primary key be dropped, so that each has one of its own.");
          }
        });
  }

  /** Random numbers for the records of a run. */
  Source source(MethodRun run, String method) {
    String purpose = method + " of " + own.stream().map(ColumnSchema::name).toList();
    OptionalInt identity = identity();
    RecordRandomness randomness =
        identity.isPresent()
            ? RecordRandomness.ofIdentity(run.moduleSeed(), purpose, identity.getAsInt())
            : RecordRandomness.ofPosition(run, purpose);
    int[] values = new int[own.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return (batch, first) -> randomness.draws(batch, first, values);
  }

  /** Random numbers for the records of a batch. */
  @FunctionalInterface
  interface Source {
    /**
     * @param first the position of the batch's first record
     */
    Draws draws(RecordBatch batch, long first);
  }
}
