package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.CatalogueTable;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ConflictGroup;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import io.weir.spi.ConnectorDescription;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.ParameterProposal;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ProposalObserver;
import io.weir.spi.Receipt;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFilter;
import io.weir.spi.RecordFunction;
import io.weir.spi.Settings;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import io.weir.spi.TableSchema;
import io.weir.spi.TargetDelivery;
import io.weir.spi.Trait;
import io.weir.spi.UploadManifest;
import io.weir.spi.ValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The kit is worth something only if it can fail: plugins that do nothing must fail every test. */
class NoopTest {
  @Test
  void a_strategy_that_does_nothing_fails_every_test() {
    assertFailsEveryTestOf(ConflictStrategyContract.class, NoopConflictStrategyTests.class);
  }

  @Test
  void a_method_that_does_nothing_fails_every_test() {
    assertFailsEveryTestOf(AnonymizationMethodContract.class, NoopAnonymizationMethodTests.class);
  }

  @Test
  void a_method_of_records_that_does_nothing_fails_every_test() {
    assertFailsEveryTestOf(RecordsMethodContract.class, NoopRecordsMethodTests.class);
  }

  @Test
  void a_method_of_levels_that_does_nothing_fails_every_test() {
    assertFailsEveryTestOf(LevelsMethodContract.class, NoopLevelsMethodTests.class);
  }

  @Test
  void a_method_that_proposes_nothing_fails_every_test() {
    assertFailsEveryTestOf(ProposingMethodContract.class, NoopProposingMethodTests.class);
  }

  @Test
  void a_method_of_suppression_that_does_nothing_fails_every_test() {
    assertFailsEveryTestOf(SuppressionMethodContract.class, NoopSuppressionMethodTests.class);
  }

  @Test
  void a_source_that_does_nothing_fails_every_test() {
    assertFailsEveryTestOf(ConnectorSourceContract.class, NoopSourceTests.class);
  }

  @Test
  void a_target_that_does_nothing_fails_every_test() {
    assertFailsEveryTestOf(ConnectorTargetContract.class, NoopTargetTests.class);
  }

  @Test
  void a_catalogue_that_does_nothing_fails_every_test() {
    assertFailsEveryTestOf(ConnectorCatalogueContract.class, NoopCatalogueTests.class);
  }

  private static void assertFailsEveryTestOf(Class<?> contract, Class<?> tests) {
    Set<String> promised =
        Arrays.stream(contract.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> method.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertFalse(promised.isEmpty());
    Set<String> failed =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(tests))
            .execute()
            .testEvents()
            .failed()
            .map(Event::getTestDescriptor)
            .map(test -> test.getDisplayName().replaceFirst("\\(.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(promised, failed);
  }

  static class NoopConflictStrategyTests extends ConflictStrategyContract {
    @Override
    protected ConflictStrategy strategy() {
      return new NoopConflictStrategy();
    }
  }

  static class NoopAnonymizationMethodTests extends AnonymizationMethodContract {
    @Override
    protected AnonymizationMethod method() {
      return new NoopAnonymizationMethod();
    }

    @Override
    protected List<Example> examples() {
      return Arrays.stream(ValueType.values()).map(type -> Example.of(type, Map.of())).toList();
    }
  }

  static class NoopRecordsMethodTests extends RecordsMethodContract {
    @Override
    protected AnonymizationMethod method() {
      return new NoopRecordsMethod();
    }

    @Override
    protected List<Example> examples() {
      return List.of(
          Example.atTable(List.of(new ColumnSchema("age", ValueType.INTEGER)), Map.of(), 300));
    }

    @Override
    protected List<Refused> refused() {
      return List.of(new Refused("columns", examples().getFirst().request()));
    }
  }

  static class NoopLevelsMethodTests extends LevelsMethodContract {
    @Override
    protected AnonymizationMethod method() {
      return new NoopMethod(new NoopLevels());
    }

    @Override
    protected List<Example> examples() {
      return List.of(Example.of(ValueType.STRING, Map.of()));
    }
  }

  static class NoopProposingMethodTests extends ProposingMethodContract {
    @Override
    protected AnonymizationMethod method() {
      return new NoopProposingMethod();
    }

    @Override
    protected List<Column> suitable() {
      return List.of(SampleColumns.of(ValueType.STRING, 9, 1));
    }

    @Override
    protected List<Column> unsuitable() {
      return List.of(SampleColumns.of(ValueType.JSON, 9, 1));
    }
  }

  static class NoopSuppressionMethodTests extends SuppressionMethodContract {
    @Override
    protected AnonymizationMethod method() {
      return new NoopMethod(new NoopSuppression());
    }

    @Override
    protected List<Example> examples() {
      return List.of(Example.of(List.of(new ColumnSchema("c", ValueType.STRING)), Map.of()));
    }
  }

  static class NoopSourceTests extends ConnectorSourceContract {
    @Override
    protected Connector connector() {
      return new NoopConnector();
    }

    @Override
    protected SourceRequest request() {
      return new SourceRequest(
          Settings.none(),
          new Parameters(Map.of("file", "x")),
          List.of(),
          Path.of("."),
          Duration.ofSeconds(1));
    }

    @Override
    protected byte[] expected() {
      return new byte[100_000];
    }

    @Override
    protected List<SourceRequest> failing() {
      return List.of(request());
    }

    @Override
    protected Optional<SourceRequest> silent() {
      return Optional.of(request());
    }
  }

  static class NoopTargetTests extends ConnectorTargetContract {
    @Override
    protected Connector connector() {
      return new NoopConnector();
    }

    @Override
    protected Settings settings() {
      return Settings.none();
    }

    @Override
    protected Settings unreachable() {
      return Settings.none();
    }
  }

  static class NoopCatalogueTests extends ConnectorCatalogueContract {
    @Override
    protected Connector connector() {
      return new NoopConnector();
    }

    @Override
    protected Settings settings() {
      return Settings.none();
    }

    @Override
    protected Settings unreachable() {
      return Settings.none();
    }

    @Override
    protected List<CatalogueTable> expected() {
      CatalogueTable table =
          new CatalogueTable(
              "t", Parameters.none(), List.of(), List.of(), List.of(), OptionalLong.empty());
      return List.of(table, table);
    }
  }

  static final class NoopConflictStrategy implements ConflictStrategy {
    @Override
    public String name() {
      return "";
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public boolean makesNewKeys() {
      return false;
    }

    @Override
    public void resolve(ConflictGroup group) {}
  }

  static final class NoopAnonymizationMethod implements AnonymizationMethod {
    @Override
    public MethodDescription describe() {
      return new MethodDescription(
          "",
          MethodDescription.Operation.SUPPRESSION,
          "",
          Set.of(),
          Set.of(),
          List.of(),
          new MethodDescription.Notes("", "", "", ""));
    }

    @Override
    public PreparedMethod prepare(MethodRequest request) {
      ColumnSchema column = request.ownColumn();
      return new ColumnAnonymizer() {
        @Override
        public Optional<ColumnSchema> output() {
          return Optional.of(column);
        }

        @Override
        public Column apply(Column input) {
          return input;
        }
      };
    }
  }

  static final class NoopRecordsMethod implements AnonymizationMethod {
    @Override
    public MethodDescription describe() {
      return new NoopAnonymizationMethod().describe();
    }

    @Override
    public PreparedMethod prepare(MethodRequest request) {
      List<String> all = request.table().columns().stream().map(ColumnSchema::name).toList();
      return new PreparedMethod.OfRecords() {
        @Override
        public Set<Trait> traits() {
          return Set.of();
        }

        @Override
        public List<String> inputs() {
          return all;
        }

        @Override
        public MethodOutput output() {
          return MethodOutput.of(request.table().columns());
        }

        @Override
        public Optional<Observer> observer(MethodRun run) {
          return Optional.empty();
        }

        @Override
        public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
          return (batch, first) -> batch.columns();
        }
      };
    }
  }

  record NoopMethod(PreparedMethod prepared) implements AnonymizationMethod {
    @Override
    public MethodDescription describe() {
      return new NoopAnonymizationMethod().describe();
    }

    @Override
    public PreparedMethod prepare(MethodRequest request) {
      return prepared;
    }
  }

  static final class NoopProposingMethod implements AnonymizationMethod {
    @Override
    public MethodDescription describe() {
      return new NoopAnonymizationMethod().describe();
    }

    @Override
    public PreparedMethod prepare(MethodRequest request) {
      return new NoopLevels();
    }

    @Override
    public Optional<ProposingSide> proposals() {
      return Optional.of(_ -> new NoopProposalObserver());
    }
  }

  static final class NoopProposalObserver implements ProposalObserver {
    @Override
    public void observe(Column values) {}

    @Override
    public void merge(ProposalObserver other) {}

    @Override
    public ParameterProposal propose() {
      return new ParameterProposal.Fitting(Parameters.none(), Map.of(), false);
    }
  }

  static final class NoopLevels implements PreparedMethod.OfLevels {
    @Override
    public Set<Trait> traits() {
      return Set.of();
    }

    @Override
    public ColumnSchema output() {
      return new ColumnSchema("value", ValueType.STRING);
    }

    @Override
    public int lowest() {
      return 0;
    }

    @Override
    public int highest() {
      return 0;
    }

    @Override
    public ColumnFunction level(int level) {
      return column -> column;
    }
  }

  static final class NoopSuppression implements PreparedMethod.OfSuppression {
    @Override
    public Set<Trait> traits() {
      return Set.of();
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public Optional<Observer> observer(MethodRun run) {
      return Optional.empty();
    }

    @Override
    public RecordFilter seal(MethodRun run, Optional<Observer> seen) {
      return (batch, first) -> new BitSet();
    }
  }

  static final class NoopConnector implements Connector {
    @Override
    public ConnectorDescription describe() {
      return new ConnectorDescription("", "", Map.of(), Set.of(), Map.of());
    }

    @Override
    public void check(Settings settings) {}

    @Override
    public Optional<SourceSide> source() {
      return Optional.of(request -> new NoopStream());
    }

    @Override
    public Optional<TargetSide> target() {
      return Optional.of(new NoopTarget());
    }

    @Override
    public Optional<CatalogueSide> catalogue() {
      return Optional.of((settings, most) -> List.of());
    }
  }

  static final class NoopStream implements SourceStream {
    @Override
    public SourceFormat format() {
      return SourceFormat.Csv.standard();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return -1;
    }

    @Override
    public void close() {}
  }

  static final class NoopTarget implements Connector.TargetSide, TargetDelivery {
    @Override
    public TargetDelivery open(Settings settings, UploadManifest manifest) {
      return this;
    }

    @Override
    public Optional<Receipt> find(Settings settings, UploadManifest manifest) {
      return Optional.empty();
    }

    @Override
    public Parameters readBack(UploadManifest manifest, TableSchema table) {
      return Parameters.none();
    }

    @Override
    public void write(RecordBatch batch) {}

    @Override
    public Receipt commit() {
      return new Receipt("", Map.of());
    }

    @Override
    public void close() {}
  }
}
