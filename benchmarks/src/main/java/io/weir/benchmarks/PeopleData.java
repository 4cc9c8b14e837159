package io.weir.benchmarks;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Records of people, from a seed: 100 ages, days of 90 years, 2,000 cities of very different size,
 * 10,000 postcodes, incomes with cents, weights, and names that are all different. One value in a
 * hundred is empty, and names never are.
 */
final class PeopleData {
  static final TableSchema SCHEMA =
      new TableSchema(
          "people",
          List.of(
              new ColumnSchema("age", ValueType.INTEGER),
              new ColumnSchema("birth", ValueType.DATE),
              new ColumnSchema("city", ValueType.STRING),
              new ColumnSchema("postcode", ValueType.STRING),
              new ColumnSchema("income", ValueType.DECIMAL),
              new ColumnSchema("weight", ValueType.DOUBLE),
              new ColumnSchema("name", ValueType.STRING)));

  private static final int BATCH = 8_192;
  private static final int FIRST_POSTCODE = 10_000;
  private static final int POSTCODES = 10_000;

  private PeopleData() {}

  static List<RecordBatch> batches(long records) {
    SplittableRandom random = new SplittableRandom(7);
    List<RecordBatch> batches = new ArrayList<>();
    for (long first = 0; first < records; first += BATCH) {
      batches.add(batch(first, (int) Math.min(BATCH, records - first), random));
    }
    return batches;
  }

  private static RecordBatch batch(long first, int rows, SplittableRandom random) {
    long[] ages = new long[rows];
    long[] births = new long[rows];
    double[] weights = new double[rows];
    DecimalColumn.Builder incomes = new DecimalColumn.Builder(rows);
    BytesColumn.Builder cities = new BytesColumn.Builder(ValueType.STRING, rows);
    BytesColumn.Builder postcodes = new BytesColumn.Builder(ValueType.STRING, rows);
    BytesColumn.Builder names = new BytesColumn.Builder(ValueType.STRING, rows);
    for (int row = 0; row < rows; row++) {
      ages[row] = random.nextInt(100);
      births[row] = -10_957 + random.nextInt(32_000);
      weights[row] = random.nextInt(30_000, 150_000) / 1_000.0;
      incomes.append(random.nextInt(1_000_000), 2);
      if (random.nextInt(100) == 0) {
        cities.appendEmpty();
        postcodes.appendEmpty();
      } else {
        // The product of two gives few large and many small ones.
        cities.append("City " + random.nextInt(45) * random.nextInt(45));
        postcodes.append(Integer.toString(FIRST_POSTCODE + random.nextInt(POSTCODES)));
      }
      names.append("person-" + (first + row));
    }
    List<Column> columns =
        List.of(
            new LongColumn(ValueType.INTEGER, ages, rows, gaps(rows, random)),
            new LongColumn(ValueType.DATE, births, rows, gaps(rows, random)),
            cities.build(),
            postcodes.build(),
            incomes.build(),
            new DoubleColumn(weights, rows, gaps(rows, random)),
            names.build());
    return new RecordBatch(SCHEMA, columns, rows);
  }

  private static Empties gaps(int rows, SplittableRandom random) {
    BitSet gaps = new BitSet(rows);
    for (int row = 0; row < rows; row++) {
      gaps.set(row, random.nextInt(100) == 0);
    }
    return Empties.of(gaps);
  }

  /** A hierarchy of the ages, with line ends as JSON writes them. */
  static String agesCsv() {
    StringBuilder csv = new StringBuilder();
    for (int age = 0; age < 100; age++) {
      int five = age / 5 * 5;
      int ten = age / 10 * 10;
      csv.append("%d;%d-%d;%d-%d;*\\n".formatted(age, five, five + 4, ten, ten + 9));
    }
    return csv.toString();
  }

  /** A hierarchy of the postcodes. */
  static String postcodesCsv() {
    StringBuilder csv = new StringBuilder();
    for (int code = FIRST_POSTCODE; code < FIRST_POSTCODE + POSTCODES; code++) {
      csv.append("%d;%d*;%d**;%d***;*\\n".formatted(code, code / 10, code / 100, code / 1_000));
    }
    return csv.toString();
  }
}
