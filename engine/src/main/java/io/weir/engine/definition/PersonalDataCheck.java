package io.weir.engine.definition;

import io.weir.spi.ColumnRole;
import io.weir.spi.ValueType;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Looks for what identifies or concerns persons and would be published as it is. */
final class PersonalDataCheck {
  /** From here on a text may tell a story. */
  private static final int LONG = 100;

  private static final List<String> FREE_TEXT =
      List.of("note", "comment", "remark", "text", "memo", "message", "description", "letter");

  private final ForeignKeys foreignKeys;
  private final MethodUses uses;
  private final Problems problems;

  PersonalDataCheck(ForeignKeys foreignKeys, MethodUses uses, Problems problems) {
    this.foreignKeys = foreignKeys;
    this.uses = uses;
    this.problems = problems;
  }

  void check(List<TableDraft> tables) {
    for (TableDraft table : tables) {
      table.columns().forEach(column -> unprotected(table, column));
      hidden(table, tables).ifPresent(hidden -> repeated(table, hidden));
    }
  }

  /**
   * A column that is hidden in a table, or else in one that its records refer to; a text before a
   * number, for names are what texts repeat.
   */
  private Optional<Hidden> hidden(TableDraft table, List<TableDraft> tables) {
    Set<String> seen = new LinkedHashSet<>(Set.of(table.name()));
    Queue<TableDraft> waiting = new ArrayDeque<>(List.of(table));
    while (!waiting.isEmpty()) {
      TableDraft next = waiting.remove();
      Optional<ColumnDraft> column =
          next.columns().stream()
              .filter(it -> isHidden(next, it))
              .min(Comparator.comparing(it -> !it.type().equals(Optional.of(ValueType.STRING))));
      if (column.isPresent()) {
        return Optional.of(new Hidden(next, column.get()));
      }
      for (ColumnDraft key : next.columns()) {
        key.reference()
            .map(ColumnDraft.Reference::table)
            .filter(seen::add)
            .flatMap(name -> tables.stream().filter(it -> it.name().equals(name)).findFirst())
            .ifPresent(waiting::add);
      }
    }
    return Optional.empty();
  }

  private record Hidden(TableDraft table, ColumnDraft column) {}

  /** Identifying columns are, and texts that a method removes or replaces by a secret. */
  private boolean isHidden(TableDraft table, ColumnDraft column) {
    if (column.role().equals(Optional.of(ColumnRole.IDENTIFYING))) {
      return isAnonymized(table, column);
    }
    boolean named =
        column.reference().isEmpty()
            && column.role().isEmpty()
            && column.type().equals(Optional.of(ValueType.STRING))
            && !isFreeText(column);
    return named
        && (uses.disappears(table, column)
            || uses.prepared(table, column)
                .filter(method -> !method.secrets().isEmpty())
                .isPresent());
  }

  private void unprotected(TableDraft table, ColumnDraft column) {
    if (column.personal().isEmpty() || isCovered(table, column) || isAnonymized(table, column)) {
      return;
    }
    String message =
        "column "
            + Wording.quote(column.name())
            + " of table "
            + Wording.quote(table.name())
            + " holds personal data and is published as it is";
    String advice = "write \"anonymize\" at it, or at the key it references";
    if (table.anonymization().refusesPersonalData()) {
      problems.error(column.personal().get(), message + ", which the table refuses", advice);
    } else {
      problems.warn(column.personal().get(), message, advice);
    }
  }

  /** Whether the table's privacy model is about it. */
  private static boolean isCovered(TableDraft table, ColumnDraft column) {
    boolean quasiIdentifying = column.role().equals(Optional.of(ColumnRole.QUASI_IDENTIFYING));
    boolean sensitive = column.role().equals(Optional.of(ColumnRole.SENSITIVE));
    return table
        .anonymization()
        .privacy()
        .filter(privacy ->
            quasiIdentifying && table.anonymization().promises()
                || sensitive
                    && privacy.sensitive().stream()
                        .anyMatch(named -> named.text().equals(column.name())))
        .isPresent();
  }

  private boolean isAnonymized(TableDraft table, ColumnDraft column) {
    return foreignKeys.anonymization(table.name(), column.name()).isPresent()
        || !uses.isKnown(table)
        || uses.of(table).changes(column.name())
        || uses.of(table).removes(column.name());
  }

  /** A name that is hidden in its own column may stand in a text beside it. */
  private void repeated(TableDraft table, Hidden hidden) {
    table.columns().stream()
        .filter(column -> column.type().equals(Optional.of(ValueType.STRING)))
        .filter(column -> column.role().filter(role -> role != ColumnRole.INSENSITIVE).isEmpty())
        .filter(PersonalDataCheck::isFreeText)
        .filter(column -> !isAnonymized(table, column))
        .forEach(column ->
            problems.warn(
                column.named(),
                "column "
                    + Wording.quote(column.name())
                    + " of table "
                    + Wording.quote(table.name())
                    + " holds free text, which may repeat what is hidden in column "
                    + Wording.quote(hidden.column().name())
                    + (hidden.table() == table
                        ? ""
                        : " of table " + Wording.quote(hidden.table().name())),
                "drop or mask it, or look at its texts before they are published"));
  }

  /** Nothing says that a text is free, so its name and the longest it may be have to tell. */
  private static boolean isFreeText(ColumnDraft column) {
    if (column.facets().format().isPresent()) {
      return false;
    }
    String name = column.name().toLowerCase(Locale.ROOT);
    return FREE_TEXT.stream().anyMatch(name::contains)
        || column
            .facets()
            .lengths()
            .filter(it -> it.most() >= LONG && it.most() < Integer.MAX_VALUE)
            .isPresent();
  }
}
