package io.weir.engine.main;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.definition.Extensions;
import io.weir.engine.definition.SomeExtensions;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ConflictGroup;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import io.weir.spi.ConnectorDescription;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.Receipt;
import io.weir.spi.Settings;
import io.weir.spi.TableSchema;
import io.weir.spi.TargetDelivery;
import io.weir.spi.UploadManifest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node with one strategy, and connectors that are named but never reached. */
final class SmallCatalogue implements Catalogue, Extensions {
  @Override
  public Connector connector(String name) {
    if (!Set.of("process", "postgresql").contains(name)) {
      throw missing(name);
    }
    return new NamedConnector(name);
  }

  private record NamedConnector(String name) implements Connector {
    @Override
    public ConnectorDescription describe() {
      return new ConnectorDescription(
          name,
          "For tests.",
          Map.of("url", "Where.", "password", "Secret."),
          Set.of("password"),
          Map.of("table", "Which."));
    }

    @Override
    public void check(Settings settings) {
      settings.require("url");
    }

    @Override
    public Optional<SourceSide> source() {
      return Optional.empty();
    }

    @Override
    public Optional<TargetSide> target() {
      return name.equals("process") ? Optional.empty() : Optional.of(new Unreached());
    }
  }

  private static final class Unreached implements Connector.TargetSide {
    @Override
    public TargetDelivery open(Settings settings, UploadManifest manifest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Receipt> find(Settings settings, UploadManifest manifest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Parameters readBack(UploadManifest manifest, TableSchema table) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public ConflictStrategy conflictStrategy(String name) {
    if (!name.equals("source-priority")) {
      throw missing(name);
    }
    return new ConflictStrategy() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String summary() {
        return "For tests.";
      }

      @Override
      public boolean makesNewKeys() {
        return false;
      }

      @Override
      public void resolve(ConflictGroup group) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Override
  public AnonymizationMethod anonymizationMethod(String name) {
    throw missing(name);
  }

  private static WeirException missing(String name) {
    return new WeirException(
        Problem.of(ErrorCode.MISSING_PLUGIN, "There is no \"" + name + "\".", "Install it."));
  }

  @Override
  public Set<String> anonymizationMethods() {
    return Set.of();
  }

  @Override
  public Set<String> conflictStrategies() {
    return Set.of("source-priority");
  }

  @Override
  public boolean makesNewKeys(String strategy) {
    return false;
  }

  @Override
  public Set<String> sourceParameters() {
    return Set.of("table");
  }

  @Override
  public Effect prepare(String method, MethodRequest request) {
    return new Effect.Ready(new SomeExtensions.Shape(Optional.of(request.ownColumn())));
  }
}
