package io.weir.engine.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.engine.definition.PrivacySpending;
import io.weir.engine.script.ScriptVersion;
import io.weir.engine.task.ExtractionBinding;
import io.weir.engine.task.TaskState;
import io.weir.engine.task.TaskView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run works with to its end, whatever happens to the task meanwhile.
 *
 * @param plugins versions by plugin
 * @param tables in document order
 * @param privacy what the run spends of the module's privacy budget; absent if nothing
 */
public record Pinned(
    String task,
    long taskRevision,
    String module,
    String moduleVersion,
    List<ExtractionBinding> extraction,
    Optional<ScriptVersion> uploading,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScriptVersion> fieldRules,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScriptVersion> anonymizationRules,
    List<PinnedScript> scripts,
    Map<String, String> plugins,
    List<Outline> tables,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PrivacySpending> privacy) {
  public Pinned {
    extraction = List.copyOf(extraction);
    // Runs that began before there were such rules have none.
    fieldRules = fieldRules == null ? List.of() : List.copyOf(fieldRules);
    anonymizationRules = anonymizationRules == null ? List.of() : List.copyOf(anonymizationRules);
    scripts = List.copyOf(scripts);
    plugins = Map.copyOf(plugins);
    tables = List.copyOf(tables);
  }

  /**
   * @param sha256 of its text
   */
  public record PinnedScript(String script, int version, String sha256) {}

  /** A table and the names of its sources by priority. */
  public record Outline(String table, List<String> sources) {
    public Outline {
      sources = List.copyOf(sources);
    }

    String source(int priority) {
      return priority < sources.size() ? sources.get(priority) : Integer.toString(priority);
    }
  }

  /** The task as it was. */
  TaskView asTask() {
    return new TaskView(
        task,
        taskRevision,
        TaskState.RELEASED,
        module,
        moduleVersion,
        extraction,
        uploading,
        fieldRules,
        anonymizationRules);
  }
}
