package io.weir.engine.dataplane.pipeline;

import io.weir.spi.Connector;
import io.weir.spi.ConnectorDescription;
import io.weir.spi.Settings;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what a test gives it. */
record GivenConnector(Function<SourceRequest, SourceStream> opener) implements Connector {
  GivenConnector(Supplier<SourceStream> opener) {
    this(_ -> opener.get());
  }

  @Override
  public ConnectorDescription describe() {
    return new ConnectorDescription("given", "What a test gives.", Map.of(), Set.of(), Map.of());
  }

  @Override
  public void check(Settings settings) {}

  @Override
  public Optional<SourceSide> source() {
    return Optional.of(opener::apply);
  }

  @Override
  public Optional<TargetSide> target() {
    return Optional.empty();
  }
}
