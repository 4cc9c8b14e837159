package io.weir.engine.definition;

import io.weir.engine.definition.SourcePlan.Access;
import java.time.LocalDate;
import java.util.Map;

/**
 * A module version that was uploaded, as far as its document has to tell of it.
 *
 * @param version of what was uploaded
 * @param date when, in UTC
 * @param tables how each table is read back, by its name; all tables of the module, or none if its
 *     collection protocol stays
 */
public record Publication(
    SemanticVersion version, LocalDate date, Map<String, Access.Connected> tables) {
  public Publication {
    tables = Map.copyOf(tables);
  }
}
