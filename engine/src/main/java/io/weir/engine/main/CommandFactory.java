package io.weir.engine.main;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands that speak to the given streams. */
final class CommandFactory implements IFactory {
  private static final Map<Class<?>, Function<Streams, ?>> COMMANDS =
      Map.of(
          DemoCommand.class, DemoCommand::new,
          CheckCommand.class, CheckCommand::new,
          RunCommand.class, RunCommand::new,
          ServeCommand.class, ServeCommand::new,
          ModuleImportCommand.class, ModuleImportCommand::new,
          ModuleExportCommand.class, ModuleExportCommand::new,
          ModuleVersionsCommand.class, ModuleVersionsCommand::new,
          ModuleDiffCommand.class, ModuleDiffCommand::new);

  private final Streams streams;

  CommandFactory(Streams streams) {
    this.streams = streams;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Function<Streams, ?> command = COMMANDS.get(type);
    return command == null
        ? CommandLine.defaultFactory().create(type)
        : type.cast(command.apply(streams));
  }
}
