package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.keys.References.Reference;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settles primary keys, then foreign keys, over the parts of EXTRACT.
 *
 * <p>Parents come first: before a table's own key is settled, its foreign keys follow the parents
 * whose keys were renewed. Around a cycle of references the first table in document order begins,
 * and the reference that closes the cycle follows at the end.
 */
public final class KeyResolution {
  private final Parts parts;
  private final Catalogue catalogue;
  private final String scratchRun;
  private final long budget;

  /**
   * @param scratchRun a run's name that nothing else uses: what does not fit into memory is put
   *     aside under it, and may be deleted afterwards
   * @param budget working memory in bytes; less makes more passes over the key columns, not another
   *     result
   */
  public KeyResolution(Parts parts, Catalogue catalogue, String scratchRun, long budget) {
    this.parts = parts;
    this.catalogue = catalogue;
    this.scratchRun = scratchRun;
    this.budget = budget;
  }

  /**
   * @param masks over the parts that change
   * @param counts ordered
   * @param rounds how many rounds deleted orphans
   */
  public record Resolved(List<MaskFile> masks, List<RuleCount> counts, int rounds) {
    public Resolved {
      masks = List.copyOf(masks);
      counts = List.copyOf(counts);
    }
  }

  /**
   * Settles all keys of a module.
   *
   * @param collected the parts of EXTRACT by table; a table without records may be missing
   * @throws WeirException STRATEGY_FAILED, KEYS_EXHAUSTED, MISSING_PLUGIN, or a failure of the part
   *     store
   */
  public Resolved resolve(Plan plan, Map<String, List<Part>> collected) {
    ReplacedValues replaced = new ReplacedValues(parts, scratchRun, budget / 4);
    Map<String, CollectedTable> byName = new LinkedHashMap<>();
    for (TablePlan table : plan.tables()) {
      byName.put(
          table.name(),
          new CollectedTable(
              table, parts, replaced, collected.getOrDefault(table.name(), List.of())));
    }
    References references = new References(List.copyOf(byName.values()), byName);
    references.all().forEach(KeyResolution::checkTypes);
    Tally tally = new Tally();
    settlePrimaryKeys(references, tally);
    int rounds = new ForeignKeys(references, budget, tally).settle();
    List<MaskFile> masks = new ArrayList<>();
    byName.values().forEach(table -> masks.addAll(table.masks()));
    return new Resolved(masks, tally.counts(), rounds);
  }

  private void settlePrimaryKeys(References references, Tally tally) {
    Following following = new Following(budget, tally);
    Set<CollectedTable> settled = new HashSet<>();
    List<Reference> late = new ArrayList<>();
    for (CollectedTable table : references.parentsFirst()) {
      for (Reference reference : references.all()) {
        if (reference.child() == table && reference.toPrimaryKey()) {
          if (settled.contains(reference.parent())) {
            following.follow(reference);
          } else {
            late.add(reference);
          }
        }
      }
      table.plan().primaryKey().ifPresent(key -> settle(table, key, references, tally));
      settled.add(table);
    }
    late.forEach(following::follow);
  }

  private void settle(
      CollectedTable table, TablePlan.KeyPlan key, References references, Tally tally) {
    new PrimaryKeys(
            table,
            key.column(),
            catalogue.conflictStrategy(key.onConflict()),
            references.joinedWith(table, key.column()),
            budget,
            tally)
        .settle();
  }

  private static void checkTypes(Reference reference) {
    CollectedTable child = reference.child();
    if (child.type(reference.column()) != reference.parent().type(reference.parentColumn())) {
      throw new WeirException(
          Problem.of(
                  ErrorCode.INVALID_DOCUMENT,
                  "Column "
                      + reference.column()
                      + " of table "
                      + child.name()
                      + " refers to "
                      + reference.parent().name()
                      + "/"
                      + reference.parentColumn()
                      + ", which has another type.",
                  "Give both columns the same datatype.")
              .at("table", child.name())
              .at("column", reference.column()));
    }
  }
}
