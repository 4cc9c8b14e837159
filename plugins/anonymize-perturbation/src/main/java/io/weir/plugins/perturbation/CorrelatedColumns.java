package io.weir.plugins.perturbation;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Columns with noise of {@code d} times their covariances. */
record CorrelatedColumns(PerRecord records, double d) implements PreparedMethod.OfRecords {
  /** How strong the noise is depends on all records, which differ by version. */
  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.EMPTIES_STAY);
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
    return Optional.of(new Moments(records.own()));
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
    double[][] root = Moments.root(((Moments) seen.orElseThrow()).covariances(d));
    PerRecord.Source source = records.source(run, "correlated noise");
    List<Perturbation> perturbations = new ArrayList<>();
    for (ColumnSchema column : records.own()) {
      perturbations.add(Perturbation.of(column.type(), Optional.empty(), Optional.empty()));
    }
    return (batch, first) -> {
      Draws draws = source.draws(batch, first);
      double[][] noise = noise(root, draws, batch);
      List<Column> results = new ArrayList<>();
      for (int i = 0; i < noise.length; i++) {
        double[] ofColumn = noise[i];
        results.add(
            perturbations
                .get(i)
                .apply(batch.column(i), (_, record) -> ofColumn[record.row()], draws));
      }
      return results;
    };
  }

  /** By column and row; independent normal numbers times the root of the covariances. */
  private static double[][] noise(double[][] root, Draws draws, RecordBatch batch) {
    double[][] noise = new double[root.length][batch.size()];
    double[] normal = new double[root.length];
    for (int row = 0; row < batch.size(); row++) {
      draws.seek(row);
      for (int i = 0; i < root.length; i++) {
        normal[i] = Noise.standardNormal(draws);
        for (int j = 0; j <= i; j++) {
          noise[i][row] += root[i][j] * normal[j];
        }
      }
    }
    return noise;
  }
}
