package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.keys.References.Reference;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Settles primary keys, then foreign keys, over the parts of EXTRACT.
 *
 * <p>Parents come first: before a table's own key is settled, its foreign keys follow the parents
 * whose keys were renewed. Around a cycle of references the first table in document order begins
 * whose own key waits for no other, and the reference that closes the cycle follows when its parent
 * is settled. A cycle of primary keys that refer to each other is refused where one of them may be
 * renewed.
 */
public final class KeyResolution {
  private final Parts parts;
  private final Catalogue catalogue;
  private final String scratchRun;
  private final Resources resources;

  /**
   * @param scratchRun a run's name that nothing else uses: what does not fit into memory is put
   *     aside under it, and may be deleted afterwards
   */
  public KeyResolution(Parts parts, Catalogue catalogue, String scratchRun, Resources resources) {
    this.parts = parts;
    this.catalogue = catalogue;
    this.scratchRun = scratchRun;
    this.resources = resources;
  }

  /**
   * What may be used. None of it changes the result.
   *
   * @param directory for temporary files; what is put there has no name and is gone with the
   *     process
   * @param budget working memory in bytes; with less, more is put aside in temporary files
   * @param threads how many work at a time
   * @param cancelled asked now and then whether to break off
   */
  public record Resources(Path directory, long budget, int threads, BooleanSupplier cancelled) {}

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
   * @throws WeirException INVALID_DOCUMENT, STRATEGY_FAILED, KEYS_EXHAUSTED, MISSING_PLUGIN, or a
   *     failure of the part store
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public Resolved resolve(Plan plan, Map<String, List<Part>> collected) {
    try (WorkingSpace space =
        new WorkingSpace(
            resources.directory(),
            resources.budget(),
            resources.threads(),
            resources.cancelled())) {
      return resolve(plan, collected, space);
    }
  }

  private Resolved resolve(Plan plan, Map<String, List<Part>> collected, WorkingSpace space) {
    ReplacedValues replaced = new ReplacedValues(parts, scratchRun, resources.budget() / 4);
    Map<String, CollectedTable> byName = new LinkedHashMap<>();
    for (TablePlan table : plan.tables()) {
      byName.put(
          table.name(),
          new CollectedTable(
              table, parts, replaced, collected.getOrDefault(table.name(), List.of()), space));
    }
    References references = new References(List.copyOf(byName.values()), byName);
    references.all().forEach(KeyResolution::checkTypes);
    references.checkRenewals(table ->
        table
            .plan()
            .primaryKey()
            .map(key -> catalogue.conflictStrategy(key.onConflict()).makesNewKeys())
            .orElse(false));
    Tally tally = new Tally();
    settlePrimaryKeys(references, space, tally);
    int rounds = new ForeignKeys(references, space, tally, Rule.ORPHAN_DROPPED).settle();
    List<MaskFile> masks = new ArrayList<>();
    byName.values().forEach(table -> masks.addAll(masks(table, space)));
    return new Resolved(masks, tally.counts(), rounds);
  }

  private static List<MaskFile> masks(CollectedTable table, WorkingSpace space) {
    List<Optional<MaskFile>> masks = new ArrayList<>();
    for (int part = 0; part < table.parts(); part++) {
      masks.add(Optional.empty());
    }
    space.each(table.parts(), part -> masks.set(part, table.mask(part)));
    return masks.stream().flatMap(Optional::stream).toList();
  }

  private void settlePrimaryKeys(References references, WorkingSpace space, Tally tally) {
    Following following = new Following(space, tally);
    Set<CollectedTable> settled = new HashSet<>();
    for (CollectedTable table : references.parentsFirst()) {
      follow(references, following, it -> it.child() == table && settled.contains(it.parent()));
      table
          .plan()
          .primaryKey()
          .ifPresent(key ->
              new PrimaryKeys(
                      table,
                      key.column(),
                      catalogue.conflictStrategy(key.onConflict()),
                      references,
                      space,
                      tally)
                  .settle());
      settled.add(table);
      // Not later: the fresh keys of the next table must not meet those that follow here.
      follow(references, following, it -> it.parent() == table && settled.contains(it.child()));
    }
  }

  private static void follow(
      References references, Following following, Predicate<Reference> which) {
    references.all().stream()
        .filter(Reference::toPrimaryKey)
        .filter(which)
        .forEach(following::follow);
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
