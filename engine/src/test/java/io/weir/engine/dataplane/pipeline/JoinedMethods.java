package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Strategies;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFilter;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Methods whose results a test can foretell: {@code letters} generalizes texts to their first
 * letter and then to {@code *}; {@code alternate} appends {@code +} in every second record; {@code
 * zap} suppresses the records whose {@code zip} begins with {@code z}.
 */
record JoinedMethods() implements Catalogue {
  @Override
  public Connector connector(String name) {
    return new FolderConnector();
  }

  @Override
  public ConflictStrategy conflictStrategy(String name) {
    return new Strategies().conflictStrategy(name);
  }

  @Override
  public AnonymizationMethod anonymizationMethod(String name) {
    return new Method(name);
  }

  private record Method(String name) implements AnonymizationMethod {
    @Override
    public MethodDescription describe() {
      return new MethodDescription(
          name,
          MethodDescription.Operation.GENERALIZATION,
          "For tests.",
          Set.of(MethodDescription.Place.COLUMN),
          Set.of(),
          List.of(),
          new MethodDescription.Notes("None.", "All.", "{}", "None."));
    }

    @Override
    public PreparedMethod prepare(MethodRequest request) {
      return switch (name) {
        case "letters" -> new Letters(request.ownColumn());
        case "alternate" -> new Alternate(request.ownColumn());
        case "zap" -> new Zap();
        default -> throw new IllegalArgumentException(name);
      };
    }
  }

  static String letters(String text, int level) {
    return level == 0 ? text : level == 1 ? text.substring(0, 1) : "*";
  }

  private record Letters(ColumnSchema output) implements PreparedMethod.OfLevels {
    @Override
    public int lowest() {
      return 0;
    }

    @Override
    public int highest() {
      return 2;
    }

    @Override
    public ColumnFunction level(int level) {
      return column -> {
        BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, column.size());
        for (int row = 0; row < column.size(); row++) {
          if (column.isEmpty(row)) {
            builder.appendEmpty();
          } else {
            builder.append(letters(column.format(row), level));
          }
        }
        return builder.build();
      };
    }

    @Override
    public Set<Trait> traits() {
      return Set.of();
    }
  }

  private record Alternate(ColumnSchema column) implements PreparedMethod.OfRecords {
    @Override
    public List<String> inputs() {
      return List.of(column.name());
    }

    @Override
    public MethodOutput output() {
      return MethodOutput.of(List.of(column));
    }

    @Override
    public Optional<Observer> observer(MethodRun run) {
      return Optional.empty();
    }

    @Override
    public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
      return (batch, first) -> {
        Column values = batch.column(0);
        BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, batch.size());
        for (int row = 0; row < batch.size(); row++) {
          if (values.isEmpty(row)) {
            builder.appendEmpty();
          } else {
            builder.append(values.format(row) + ((first + row) % 2 == 0 ? "" : "+"));
          }
        }
        return List.of(builder.build());
      };
    }

    @Override
    public Set<Trait> traits() {
      return Set.of();
    }
  }

  private record Zap() implements PreparedMethod.OfSuppression {
    @Override
    public List<String> inputs() {
      return List.of("zip");
    }

    @Override
    public Optional<Observer> observer(MethodRun run) {
      return Optional.empty();
    }

    @Override
    public RecordFilter seal(MethodRun run, Optional<Observer> seen) {
      return (batch, first) -> {
        BitSet rows = new BitSet();
        Column zips = batch.column(0);
        for (int row = 0; row < batch.size(); row++) {
          rows.set(row, !zips.isEmpty(row) && zips.format(row).startsWith("z"));
        }
        return rows;
      };
    }

    @Override
    public Set<Trait> traits() {
      return Set.of();
    }
  }
}
