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
                        : type == RunsListCommand.class
                            ? new RunsListCommand(streams)
                            : type == RunsReportCommand.class
                                ? new RunsReportCommand(streams)
                                : CommandLine.defaultFactory().create(type);
    return type.cast(command);
  }
}
