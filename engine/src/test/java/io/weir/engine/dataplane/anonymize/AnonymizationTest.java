package io.weir.engine.dataplane.anonymize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Strategies;
import io.weir.engine.dataplane.space.Workers;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import io.weir.testkit.TrialRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class AnonymizationTest {
  private static final ColumnSchema TEXT = new ColumnSchema("renamed", ValueType.STRING);

  private final InMemoryParts parts = new InMemoryParts();

  /** Methods a plugin might bring: two that work, and some that break their contract. */
  private static final class Installed implements Catalogue {
    private final Strategies strategies = new Strategies();

    @Override
    public AnonymizationMethod anonymizationMethod(String name) {
      return switch (name) {
        case "length" -> new Method(Optional.of(TEXT), Installed::lengths);
        case "hide" -> new Method(Optional.empty(), UnaryOperator.identity());
        case "short" -> new Method(Optional.of(TEXT), column -> column.select(new int[0], 0));
        case "mistyped" -> new Method(Optional.of(TEXT), column -> numbers(column.size()));
        case "choosy" -> new Choosy();
        default -> strategies.anonymizationMethod(name);
      };
    }

    private static Column lengths(Column column) {
      String[] texts = new String[column.size()];
      for (int row = 0; row < texts.length; row++) {
        texts[row] = column.isEmpty(row) ? null : Integer.toString(column.format(row).length());
      }
      return Records.values(TEXT, texts);
    }

    private static Column numbers(int size) {
      return Records.values(new ColumnSchema("x", ValueType.INTEGER), new String[size]);
    }

    @Override
    public Connector connector(String name) {
      return strategies.connector(name);
    }

    @Override
    public ConflictStrategy conflictStrategy(String name) {
      return strategies.conflictStrategy(name);
    }
  }

  private static MethodDescription description() {
    return new MethodDescription(
        "m",
        MethodDescription.Operation.SUPPRESSION,
        "For tests.",
        Set.of(MethodDescription.Place.COLUMN),
        Set.of(),
        List.of(),
        new MethodDescription.Notes("None.", "All.", "{}", "None."));
  }

  private record Method(Optional<ColumnSchema> output, UnaryOperator<Column> work)
      implements AnonymizationMethod, ColumnAnonymizer {
    @Override
    public MethodDescription describe() {
      return description();
    }

    @Override
    public PreparedMethod prepare(MethodRequest request) {
      return this;
    }

    @Override
    public Column apply(Column values) {
      return work.apply(values);
    }
  }

  private record Choosy() implements AnonymizationMethod {
    @Override
    public MethodDescription describe() {
      return description();
    }

    @Override
    public PreparedMethod prepare(MethodRequest request) {
      throw new InvalidParameters("to", "\"to\" must be year or month");
    }
  }

  private static TablePlan table(String method) {
    ColumnPlan plain = Records.column("name", ValueType.STRING);
    ColumnPlan name =
        new ColumnPlan(
            "name",
            plain.type(),
            plain.nullTokens(),
            plain.onEmpty(),
            plain.range(),
            plain.onTypeViolation(),
            Optional.of(new ColumnPlan.Anonymization(method, Parameters.none())));
    return Records.table(
        "t",
        List.of(Records.column("id", ValueType.INTEGER), name),
        List.of("s"),
        Optional.empty(),
        List.of());
  }

  /** A part of batches of one record, numbered from 0. */
  private Part collected(TablePlan table, int rows) {
    List<RecordBatch> batches = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      batches.add(
          Records.batch(table.schema(), List.of(List.of(Integer.toString(row), "x".repeat(row)))));
    }
    return parts.store(new PartId("run", Stage.EXTRACT, "t", 1, 4), table.schema(), batches);
  }

  private Part anonymize(TablePlan table, Part collected, Optional<MaskFile> mask) {
    return anonymize(table, collected, mask, () -> false);
  }

  private Part anonymize(
      TablePlan table, Part collected, Optional<MaskFile> mask, BooleanSupplier cancelled) {
    try (Workers workers = new Workers("test", 1, cancelled)) {
      Anonymization anonymization =
          new Anonymization(
              Methods.prepare(table, new Installed()),
              parts,
              List.of(collected),
              _ -> mask,
              (_, _, _, records) -> TrialRun.of(1, records),
              workers);
      return anonymization.ready(_ -> Optional.empty(), 4).write(0);
    }
  }

  @Test
  void a_part_becomes_the_part_of_the_same_source_and_number_in_larger_batches() {
    TablePlan table = table("length");
    Part after = anonymize(table, collected(table, 10), Optional.empty());
    assertEquals(new PartId("run", Stage.ANONYMIZE, "t", 1, 4), after.id());
    List<Integer> sizes = new ArrayList<>();
    try (Parts.Reader reader = parts.read(after)) {
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        assertEquals("name", next.get().schema().columns().get(1).name());
        sizes.add(next.get().size());
      }
    }
    assertEquals(List.of(4, 4, 2), sizes);
    assertEquals(List.of("7", "7"), InMemoryParts.rows(parts.read(after)).get(7));
  }

  @Test
  void masked_records_stay_behind_and_an_emptied_part_is_still_a_part() {
    TablePlan table = table("hide");
    Part before = collected(table, 3);
    MaskFile some = parts.write(new Mask(before.id(), RoaringBitmap.bitmapOf(1), List.of()));
    assertEquals(
        List.of(List.of("0"), List.of("2")),
        InMemoryParts.rows(parts.read(anonymize(table, before, Optional.of(some)))));
    MaskFile all = parts.write(new Mask(before.id(), RoaringBitmap.bitmapOf(0, 1, 2), List.of()));
    Part empty = anonymize(table, before, Optional.of(all));
    assertEquals(0, empty.rows());
    assertEquals(before.id().number(), empty.id().number());
  }

  @Test
  void a_cancelled_part_is_not_made() {
    TablePlan table = table("length");
    Part before = collected(table, 3);
    assertThrows(
        CancellationException.class, () -> anonymize(table, before, Optional.empty(), () -> true));
  }

  @Test
  void a_method_that_gives_too_few_values_or_another_type_fails_the_run() {
    for (String method : List.of("short", "mistyped")) {
      TablePlan table = table(method);
      Part collected = collected(table, 1);
      Problem problem =
          assertThrows(WeirException.class, () -> anonymize(table, collected, Optional.empty()))
              .problem();
      assertEquals(ErrorCode.METHOD_FAILED, problem.code());
      assertEquals(Map.of("table", "t", "column", "name", "method", method), problem.where());
    }
  }

  @Test
  void a_method_that_refuses_its_parameters_says_what_would_be_right() {
    Problem problem =
        assertThrows(WeirException.class, () -> Methods.prepare(table("choosy"), new Installed()))
            .problem();
    assertEquals(ErrorCode.METHOD_FAILED, problem.code());
    assertEquals("\"to\" must be year or month", problem.advice());
  }
}
