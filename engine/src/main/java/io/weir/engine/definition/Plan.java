package io.weir.engine.definition;

import java.util.List;
import java.util.Optional;

/**
 * Everything a module document says, resolved: defaults filled in, inheritance of anonymization
 * along foreign keys applied, names checked.
 *
 * @param id the module's IRI
 * @param module the module's name, unique on a node
 * @param version SemVer
 * @param tables in document order
 * @param privacy what a version spends of differential privacy, as far as methods are installed
 */
public record Plan(
    String id,
    String module,
    String version,
    List<TablePlan> tables,
    Optional<UploadPlan> upload,
    PrivacySpending privacy) {
  public Plan {
    tables = List.copyOf(tables);
  }

  /** A module of which nothing claims differential privacy. */
  public Plan(
      String id,
      String module,
      String version,
      List<TablePlan> tables,
      Optional<UploadPlan> upload) {
    this(id, module, version, tables, upload, PrivacySpending.none());
  }

  /**
   * A table by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TablePlan table(String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("module " + module + " has no table " + name));
  }
}
