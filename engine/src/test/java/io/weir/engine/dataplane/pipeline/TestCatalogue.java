package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Strategies;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a node would have installed: {@code initial} keeps a text's first letter, {@code hide} drops
 * a column.
 */
public final class TestCatalogue implements Catalogue {
  private final Strategies strategies = new Strategies();
  private final Map<String, Connector> connectors;

  public TestCatalogue() {
    this(Map.of());
  }

  /**
   * @param connectors more of them, by name
   */
  TestCatalogue(Map<String, Connector> connectors) {
    this.connectors = connectors;
  }

  @Override
  public Connector connector(String name) {
    if (connectors.containsKey(name)) {
      return connectors.get(name);
    }
    return name.equals("folder") ? new FolderConnector() : strategies.connector(name);
  }

  @Override
  public ConflictStrategy conflictStrategy(String name) {
    return strategies.conflictStrategy(name);
  }

  @Override
  public AnonymizationMethod anonymizationMethod(String name) {
    return switch (name) {
      case "initial", "hide", "broken" -> new Method(name);
      default -> strategies.anonymizationMethod(name);
    };
  }

  private record Method(String name) implements AnonymizationMethod {
    @Override
    public MethodDescription describe() {
      return new MethodDescription(
          name,
          MethodDescription.Operation.SUPPRESSION,
          "For tests.",
          Set.of(MethodDescription.Place.COLUMN),
          Set.of(ValueType.STRING),
          List.of(),
          new MethodDescription.Notes("None.", "All.", "{}", "None."));
    }

    @Override
    public PreparedMethod prepare(MethodRequest request) {
      ColumnSchema column = request.ownColumn();
      if (column.type() != ValueType.STRING) {
        throw new InvalidParameters("column", "Name a column of texts.");
      }
      return new ColumnAnonymizer() {
        @Override
        public Optional<ColumnSchema> output() {
          return name.equals("hide") ? Optional.empty() : Optional.of(column);
        }

        @Override
        public Column apply(Column values) {
          if (name.equals("broken")) {
            throw new IllegalStateException("secret");
          }
          BytesColumn texts = (BytesColumn) values;
          BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, texts.size());
          for (int row = 0; row < texts.size(); row++) {
            if (texts.isEmpty(row)) {
              builder.appendEmpty();
            } else {
              builder.append(texts.text(row).substring(0, 1));
            }
          }
          return builder.build();
        }
      };
    }
  }
}
