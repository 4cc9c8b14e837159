package io.weir.engine.definition;

import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.PrivacyCost;
import io.weir.spi.TableSchema;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node with methods of all four shapes, of which only the shapes are known. */
public final class SomeExtensions implements Extensions {
  private static final Set<Place> COLUMN = Set.of(Place.COLUMN);
  private static final Set<Place> TABLE = Set.of(Place.TABLE);
  private static final Map<String, Set<Place>> METHODS =
      Map.ofEntries(
          Map.entry("drop-column", COLUMN),
          Map.entry("mask", COLUMN),
          Map.entry("generalize", COLUMN),
          Map.entry("tokenize", COLUMN),
          // Different values stay different, but some may become empty.
          Map.entry("blank", COLUMN),
          Map.entry("coarsen", COLUMN),
          Map.entry("jitter", Set.of(Place.COLUMN, Place.TABLE)),
          // Claims differential privacy.
          Map.entry("lie", Set.of(Place.COLUMN, Place.TABLE)),
          Map.entry("shuffle", TABLE),
          Map.entry("split", TABLE),
          Map.entry("outliers", TABLE),
          // Says that it may stand anywhere, and is wrong.
          Map.entry("astray", Set.of(Place.COLUMN, Place.TABLE)));

  @Override
  public Set<String> anonymizationMethods() {
    return METHODS.keySet();
  }

  @Override
  public Set<Place> places(String method) {
    return METHODS.get(method);
  }

  @Override
  public Set<String> conflictStrategies() {
    return Set.of("source-priority", "drop-all", "new-keys");
  }

  @Override
  public boolean makesNewKeys(String strategy) {
    return strategy.equals("new-keys");
  }

  @Override
  public Set<String> sourceParameters() {
    return Set.of("bucket", "command", "script");
  }

  @Override
  public Effect prepare(String method, MethodRequest request) {
    try {
      return new Effect.Ready(prepared(method, request));
    } catch (InvalidParameters e) {
      return new Effect.Unsuitable(e.parameter(), e.getMessage());
    }
  }

  private static PreparedMethod prepared(String method, MethodRequest request) {
    Parameters parameters = request.parameters();
    return switch (method) {
      case "coarsen" -> levels(request.ownColumn(), parameters);
      case "jitter" -> jitter(request);
      case "lie" -> lie(request);
      case "shuffle" -> {
        parameters.allowOnly("columns", "whole");
        List<ColumnSchema> columns = request.columns("columns");
        Set<Trait> traits = EnumSet.of(Trait.VALUES_STAY, Trait.DISTINCT_STAYS_DISTINCT);
        if (parameters.flag("whole").orElse(false)) {
          traits.add(Trait.RECORDS_MOVE);
        }
        yield new Shapes.Records(names(columns), MethodOutput.of(columns), traits);
      }
      case "split" -> split(request);
      case "outliers" -> new Shapes.Suppression(names(request.columns("columns")));
      case "astray" ->
          request.column().isPresent()
              ? new Shapes.Suppression(List.of())
              : new Shape(Optional.empty());
      default -> new Shape(output(request.ownColumn(), method, parameters), traits(method));
    };
  }

  /** A method of which only the shape of its result is known. */
  public record Shape(Optional<ColumnSchema> output, Set<Trait> traits)
      implements PreparedMethod.OfValues {
    public Shape(Optional<ColumnSchema> output) {
      this(output, Set.of(Trait.EMPTIES_STAY, Trait.STABLE_ACROSS_VERSIONS));
    }

    @Override
    public Set<String> secrets() {
      return traits.contains(Trait.DISTINCT_STAYS_DISTINCT) ? Set.of("tokens") : Set.of();
    }

    @Override
    public ColumnFunction open(MethodRun run) {
      throw new UnsupportedOperationException("documents are read without a run");
    }
  }

  private static Set<Trait> traits(String method) {
    return switch (method) {
      case "tokenize" ->
          Set.of(Trait.DISTINCT_STAYS_DISTINCT, Trait.EMPTIES_STAY, Trait.STABLE_ACROSS_VERSIONS);
      case "blank" -> Set.of(Trait.DISTINCT_STAYS_DISTINCT, Trait.STABLE_ACROSS_VERSIONS);
      default -> Set.of(Trait.EMPTIES_STAY, Trait.STABLE_ACROSS_VERSIONS);
    };
  }

  private static PreparedMethod levels(ColumnSchema column, Parameters parameters) {
    parameters.allowOnly("levels", "hierarchy");
    List<Integer> levels =
        parameters.numbers("levels").stream().map(number -> number.intValue()).toList();
    return new Shapes.Levels(
        new ColumnSchema(column.name(), ValueType.STRING),
        levels.isEmpty() ? 0 : levels.getFirst(),
        levels.isEmpty() ? 3 : levels.getLast());
  }

  /** At the table it changes the columns named, at a column that one by another. */
  private static PreparedMethod jitter(MethodRequest request) {
    request.parameters().allowOnly("columns", "per");
    if (request.column().isEmpty()) {
      List<ColumnSchema> columns = request.columns("columns");
      return new Shapes.Records(
          names(columns), MethodOutput.of(columns), Set.of(Trait.EMPTIES_STAY));
    }
    List<String> inputs = new ArrayList<>(List.of(request.ownColumn().name()));
    request.column("per").ifPresent(it -> inputs.add(it.name()));
    return new Shapes.Records(
        inputs, MethodOutput.of(List.of(request.ownColumn())), Set.of(Trait.EMPTIES_STAY));
  }

  private static PreparedMethod lie(MethodRequest request) {
    Parameters parameters = request.parameters();
    parameters.allowOnly("columns", "epsilon", "delta");
    List<ColumnSchema> columns =
        request.column().isEmpty() ? request.columns("columns") : List.of(request.ownColumn());
    return new Shapes.Lies(
        names(columns),
        MethodOutput.of(columns),
        new PrivacyCost(
            parameters.number("epsilon").orElseThrow(),
            parameters.number("delta").orElse(BigDecimal.ZERO),
            PrivacyCost.Recurrence.EACH_VERSION));
  }

  /** Puts columns into a table of their own, linked by a number. */
  private static PreparedMethod split(MethodRequest request) {
    request.parameters().allowOnly("columns", "table", "link");
    List<ColumnSchema> columns = request.columns("columns");
    ColumnSchema link =
        new ColumnSchema(request.parameters().text("link").orElse("group_id"), ValueType.INTEGER);
    List<ColumnSchema> apart = new ArrayList<>(List.of(link));
    apart.addAll(columns);
    apart.add(new ColumnSchema("count", ValueType.INTEGER));
    return new Shapes.Records(
        names(columns),
        new MethodOutput(
            List.of(link),
            new HashSet<>(names(columns)),
            List.of(
                new TableSchema(
                    request
                        .parameters()
                        .text("table")
                        .orElse(request.table().name() + "_" + names(columns).getFirst()),
                    apart))),
        Set.of());
  }

  private static List<String> names(List<ColumnSchema> columns) {
    return columns.stream().map(ColumnSchema::name).toList();
  }

  private static Optional<ColumnSchema> output(
      ColumnSchema column, String method, Parameters parameters) {
    switch (method) {
      case "drop-column" -> {
        parameters.allowOnly();
        return Optional.empty();
      }
      case "mask" -> {
        parameters.allowOnly("keep");
        if (column.type() != ValueType.STRING) {
          throw new InvalidParameters("method", "\"mask\" works on texts only");
        }
        return Optional.of(column);
      }
      case "generalize" -> {
        parameters.allowOnly("width", "to");
        if (parameters.number("width").isEmpty() && parameters.text("to").isEmpty()) {
          throw new InvalidParameters("width", "write \"width\" or \"to\"");
        }
        return Optional.of(new ColumnSchema(column.name(), ValueType.STRING));
      }
      case "tokenize", "blank" -> {
        parameters.allowOnly("secret", "frobnicate", "name");
        return Optional.of(column);
      }
      default -> throw new IllegalArgumentException("asked for an unknown method");
    }
  }
}
