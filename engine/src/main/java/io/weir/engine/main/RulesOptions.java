package io.weir.engine.main;

import io.weir.engine.definition.RulesScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that name files of rules beside a module document. */
final class RulesOptions {
  @Option(
      names = "--field-rules",
      paramLabel = "FILE",
      description = {
        "Field rules as JSON, put into the document before it is used;",
        "may be given several times."
      })
  private List<Path> fieldRules = new ArrayList<>();

  @Option(
      names = "--anonymization-rules",
      paramLabel = "FILE",
      description = {
        "Methods and privacy models as JSON, put into the document before it is used;",
        "may be given several times."
      })
  private List<Path> anonymizationRules = new ArrayList<>();

  /** The files as scripts, by their names without folders. */
  List<RulesScript> scripts() {
    List<RulesScript> scripts = new ArrayList<>();
    fieldRules.forEach(
        file -> scripts.add(new RulesScript(file.getFileName().toString(), ModuleFile.text(file))));
    anonymizationRules.forEach(file ->
        scripts.add(
            RulesScript.anonymization(
                file.getFileName().toString(), HierarchyFiles.expanded(file))));
    return scripts;
  }
}
