package io.weir.engine.main;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands that speak to the given streams. */
final class CommandFactory implements IFactory {
  private final Streams streams;

  CommandFactory(Streams streams) {
    this.streams = streams;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Object command =
        type == DemoCommand.class
            ? new DemoCommand(streams)
            : type == CheckCommand.class
                ? new CheckCommand(streams)
                : type == RunCommand.class
                    ? new RunCommand(streams)
                    : type == ServeCommand.class
                        ? new ServeCommand(streams)
                        : type == SchemaCommand.class
                            ? new SchemaCommand(streams)
                            : type == InitCommand.class
                                ? new InitCommand(streams)
                                : CommandLine.defaultFactory().create(type);
    return type.cast(command);
  }
}
