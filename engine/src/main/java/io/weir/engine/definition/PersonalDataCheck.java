package io.weir.engine.definition;

import java.util.List;

/** Warns of columns that are said to concern persons and that nothing anonymizes. */
final class PersonalDataCheck {
  private PersonalDataCheck() {}

  static void warn(List<TableDraft> tables, ForeignKeys foreignKeys, Problems problems) {
    for (TableDraft table : tables) {
      for (ColumnDraft column : table.columns()) {
        column
            .personal()
            .filter(_ -> foreignKeys.anonymization(table.name(), column.name()).isEmpty())
            .ifPresent(place ->
                problems.warn(
                    place,
                    "column "
                        + Wording.quote(column.name())
                        + " of table "
                        + Wording.quote(table.name())
                        + " holds personal data and is published as it is",
                    "write \"anonymize\" at it, or at the key it references"));
      }
    }
  }
}
