package io.weir.engine.main;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands that speak to the given streams. */
final class CommandFactory implements IFactory {
  private static final Map<Class<?>, Function<Streams, ?>> COMMANDS =
      Map.ofEntries(
          Map.entry(DemoCommand.class, DemoCommand::new),
          Map.entry(InitCommand.class, InitCommand::new),
          Map.entry(CheckCommand.class, CheckCommand::new),
          Map.entry(AnonymizeCommand.class, AnonymizeCommand::new),
          Map.entry(ProposeCommand.class, ProposeCommand::new),
          Map.entry(SchemaCommand.class, SchemaCommand::new),
          Map.entry(RunCommand.class, RunCommand::new),
          Map.entry(ServeCommand.class, ServeCommand::new),
          Map.entry(ModuleImportCommand.class, ModuleImportCommand::new),
          Map.entry(ModuleExportCommand.class, ModuleExportCommand::new),
          Map.entry(ModuleVersionsCommand.class, ModuleVersionsCommand::new),
          Map.entry(ModuleDiffCommand.class, ModuleDiffCommand::new),
          Map.entry(RunsListCommand.class, RunsListCommand::new),
          Map.entry(RunsReportCommand.class, RunsReportCommand::new),
          Map.entry(RunsRejectedCommand.class, RunsRejectedCommand::new),
          Map.entry(RunsSolutionCommand.class, RunsSolutionCommand::new),
          Map.entry(SecretsCreateCommand.class, SecretsCreateCommand::new),
          Map.entry(SecretsRotateCommand.class, SecretsRotateCommand::new),
          Map.entry(SecretsListCommand.class, SecretsListCommand::new),
          Map.entry(SecretsDeleteCommand.class, SecretsDeleteCommand::new));

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
