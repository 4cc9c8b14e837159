package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Declared;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a table says of anonymization beside its columns, as far as it could be read.
 *
 * @param methods in the order they are applied
 * @param promises whether there is a privacy model, readable or not
 * @param refusesPersonalData whether personal data that nothing anonymizes is a mistake
 */
record TableAnonymization(
    List<Declared> methods,
    Optional<PrivacyDraft> privacy,
    boolean promises,
    boolean refusesPersonalData) {
  private static final Map<String, Boolean> PERSONAL_DATA = Map.of("warn", false, "refuse", true);

  static TableAnonymization read(Fields table, Problems problems) {
    return new TableAnonymization(
        new MethodReader(problems).list(table),
        new PrivacyModelReader(problems).read(table),
        table.has("privacyModel"),
        table.choice("onPersonalData", PERSONAL_DATA).orElse(false));
  }
}
