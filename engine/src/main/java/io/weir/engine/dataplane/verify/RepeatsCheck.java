package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.TableRisk.Repeats;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.PreparedMethod;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Counts published texts that repeat what is hidden elsewhere: a name that was dropped from its
 * column, or has a pseudonym there, and stands in a note. Looked for is what the table hides and
 * what those hide that it refers to, of all collected records that the keys left, also of those
 * that were suppressed since. It breaks no promise, for none says what texts may tell.
 */
final class RepeatsCheck {
  private final PreparedTable table;
  private final Map<String, List<String>> hidden;
  private final Map<String, List<String>> texts;
  private final Function<String, TableRecords> collected;
  private final Function<String, TableRecords> published;
  private final long budget;

  /**
   * @param hidden by table, columns that are looked for
   * @param texts by published table, columns that are looked through
   */
  private RepeatsCheck(
      PreparedTable table,
      Map<String, List<String>> hidden,
      Map<String, List<String>> texts,
      Function<String, TableRecords> collected,
      Function<String, TableRecords> published,
      long budget) {
    this.table = table;
    this.hidden = hidden;
    this.texts = texts;
    this.collected = collected;
    this.published = published;
    this.budget = budget;
  }

  /**
   * The check of a table and of those added to it; empty where nothing is hidden, or nothing could
   * repeat it.
   *
   * @param all tables by name
   * @param budget memory for what is hidden, in bytes
   */
  static Optional<RepeatsCheck> of(
      PreparedTable table,
      Map<String, PreparedTable> all,
      Function<String, TableRecords> collected,
      Function<String, TableRecords> published,
      long budget) {
    Map<String, List<String>> hidden = new LinkedHashMap<>();
    reach(table, all, hidden);
    hidden.values().removeIf(List::isEmpty);
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (TableSchema output : table.outputs()) {
      List<String> columns =
          output.columns().stream()
              .filter(column -> column.type() == ValueType.STRING)
              .map(ColumnSchema::name)
              .filter(name -> mayTell(table, name))
              .toList();
      if (!columns.isEmpty()) {
        texts.put(output.name(), columns);
      }
    }
    return hidden.isEmpty() || texts.isEmpty()
        ? Optional.empty()
        : Optional.of(new RepeatsCheck(table, hidden, texts, collected, published, budget));
  }

  /** Whether a published column may hold words that were collected. */
  private static boolean mayTell(PreparedTable table, String name) {
    boolean wasText =
        table.columns().stream()
            .filter(column -> column.plan().name().equals(name))
            .allMatch(column -> column.plan().type() == ValueType.STRING);
    return wasText && !isKeyed(table, name);
  }

  /** The table and all that it refers to, nearest first. */
  private static void reach(
      PreparedTable table, Map<String, PreparedTable> all, Map<String, List<String>> found) {
    if (found.containsKey(table.plan().name())) {
      return;
    }
    found.put(table.plan().name(), hidden(table));
    for (ForeignKeyPlan key : table.plan().foreignKeys()) {
      reach(all.get(key.targetTable()), all, found);
    }
  }

  /** Texts that are removed, or have another thing in their place that is made with a secret. */
  private static List<String> hidden(PreparedTable table) {
    return table.columns().stream()
        .filter(column -> column.plan().type() == ValueType.STRING)
        .filter(column -> !column.plan().role().equals(Optional.of(ColumnRole.INSENSITIVE)))
        .map(column -> column.plan().name())
        .filter(name -> !isForeignKey(table, name))
        .filter(name -> isHidden(table, name))
        .toList();
  }

  private static boolean isHidden(PreparedTable table, String name) {
    boolean gone =
        table.published(name).isEmpty()
            && table.added().stream().noneMatch(added -> added.indexOf(name).isPresent());
    boolean changed =
        table.plan().column(name).role().equals(Optional.of(ColumnRole.IDENTIFYING))
            && !table.changing(name).isEmpty();
    return gone || changed || isKeyed(table, name);
  }

  /** Whether a secret decides on what stands in a column. */
  private static boolean isKeyed(PreparedTable table, String name) {
    return table.changing(name).stream().map(PreparedMethod::secrets).anyMatch(it -> !it.isEmpty());
  }

  private static boolean isForeignKey(PreparedTable table, String name) {
    return table.plan().foreignKeys().stream().anyMatch(key -> key.column().equals(name));
  }

  Findings run() {
    HiddenValues values = new HiddenValues(budget);
    List<String> names = new ArrayList<>();
    long seen = 0;
    for (Map.Entry<String, List<String>> source : hidden.entrySet()) {
      String name = source.getKey();
      source.getValue().forEach(column -> names.add(name + "/" + column));
      TableRecords records = collected.apply(name);
      seen += records.rows() * source.getValue().size();
      records.forEach(
          source.getValue(), batch -> batch.columns().forEach(column -> each(column, values::add)));
    }
    List<Repeats> repeats = new ArrayList<>();
    for (Map.Entry<String, List<String>> output : texts.entrySet()) {
      String name = output.getKey();
      TableRecords records = published.apply(name);
      seen += records.rows() * output.getValue().size();
      long[] told = new long[output.getValue().size()];
      records.forEach(
          output.getValue(),
          batch -> {
            for (int i = 0; i < told.length; i++) {
              told[i] += telling((BytesColumn) batch.column(i), values);
            }
          });
      for (int i = 0; i < told.length; i++) {
        repeats.add(
            new Repeats(
                name,
                output.getValue().get(i),
                names,
                records.rows(),
                told[i],
                values.isComplete()));
      }
    }
    return Findings.ofRepeats(table.plan().name(), seen, repeats);
  }

  /** Shows each text that some row has, as a rule once. */
  private static void each(Column column, Consumer<String> visitor) {
    BytesColumn texts = (BytesColumn) column;
    if (texts.isPlain()) {
      for (int row = 0; row < texts.size(); row++) {
        if (!texts.isEmpty(row)) {
          visitor.accept(texts.text(row));
        }
      }
      return;
    }
    boolean[] shown = new boolean[texts.entries()];
    for (int row = 0; row < texts.size(); row++) {
      if (!texts.isEmpty(row) && !shown[texts.entry(row)]) {
        shown[texts.entry(row)] = true;
        visitor.accept(texts.text(row));
      }
    }
  }

  /** How many rows tell something, each entry looked at once. */
  private static long telling(BytesColumn texts, HiddenValues values) {
    byte[] known = new byte[texts.entries()];
    long telling = 0;
    for (int row = 0; row < texts.size(); row++) {
      if (!texts.isEmpty(row)) {
        int entry = texts.entry(row);
        if (known[entry] == 0) {
          known[entry] = (byte) (values.isToldBy(texts.entryText(entry)) ? 2 : 1);
        }
        telling += known[entry] - 1;
      }
    }
    return telling;
  }
}
