package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.keys.References.Reference;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * The records that are suppressed after the keys were settled, and what becomes of their children:
 * they go, too, or lose the foreign key, or the run fails, as each foreign key declares.
 */
public final class Suppression implements AutoCloseable {
  private final WorkingSpace space;
  private final Map<String, CollectedTable> tables = new LinkedHashMap<>();
  private final References references;
  private final Tally tally = new Tally();

  /**
   * @param collected the parts of EXTRACT by table
   * @param masks what settling the keys left over them
   * @param scratchRun as for {@link KeyResolution}
   */
  public Suppression(
      Plan plan,
      Map<String, List<Part>> collected,
      Function<PartId, Optional<MaskFile>> masks,
      Parts parts,
      String scratchRun,
      KeyResolution.Resources resources) {
    space =
        new WorkingSpace(
            resources.directory(), resources.budget(), resources.threads(), resources.cancelled());
    try {
      ReplacedValues replaced = new ReplacedValues(parts, scratchRun, resources.budget() / 4);
      for (TablePlan table : plan.tables()) {
        CollectedTable records =
            new CollectedTable(
                table, parts, replaced, collected.getOrDefault(table.name(), List.of()), space);
        records.begin(masks);
        tables.put(table.name(), records);
      }
      references = new References(List.copyOf(tables.values()), tables);
    } catch (RuntimeException | Error e) {
      space.close();
      throw e;
    }
  }

  /** The tables, each after those it refers to as far as there are no cycles. */
  public static List<TablePlan> parentsFirst(Plan plan) {
    List<TablePlan> ordered = new ArrayList<>();
    List<TablePlan> waiting = new ArrayList<>(plan.tables());
    while (!waiting.isEmpty()) {
      TablePlan next =
          waiting.stream()
              .filter(table ->
                  table.foreignKeys().stream()
                      .map(TablePlan.ForeignKeyPlan::targetTable)
                      .filter(parent -> !parent.equals(table.name()))
                      .noneMatch(parent ->
                          waiting.stream().anyMatch(other -> other.name().equals(parent))))
              .findFirst()
              .orElse(waiting.getFirst());
      waiting.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  /**
   * Suppresses records of a table, and lets their children follow.
   *
   * @param rows row numbers by part; those that are gone already do not count
   * @return how many records of the table went by this, those that follow not counted
   * @throws WeirException PARENT_SUPPRESSED where a foreign key rejects it
   */
  public long suppress(String table, Map<PartId, RoaringBitmap> rows) {
    CollectedTable suppressing = tables.get(table);
    RowBits lost = suppressing.noRows(space);
    SourceCounts counts = new SourceCounts(suppressing);
    for (int part = 0; part < suppressing.parts(); part++) {
      RoaringBitmap some = rows.get(suppressing.id(part));
      long base = suppressing.base(part);
      if (some != null) {
        some.forEach(
            (IntConsumer)
                row -> {
                  if (suppressing.deleted().set(base + row)) {
                    lost.set(base + row);
                    counts.add(base + row);
                  }
                });
      }
    }
    long count = counts.sum();
    counts.tell(tally, "", Rule.SUPPRESSED, 0);
    if (count == 0) {
      lost.close();
    } else {
      follow(suppressing, new ForeignKeys.Lost(lost, count));
    }
    return count;
  }

  private void follow(CollectedTable table, ForeignKeys.Lost lost) {
    Map<CollectedTable, RowBits> before = new HashMap<>();
    for (CollectedTable each : tables.values()) {
      RowBits none = each.noRows(space);
      before.put(each, each == table ? difference(each, each.deleted(), lost.rows()) : none);
      if (each == table) {
        none.close();
      } else {
        none.or(each.deleted());
      }
    }
    keys(ChildPolicy.CASCADE).follow(Map.of(table, lost));
    for (Reference reference : references.all()) {
      CollectedTable parent = reference.parent();
      if (reference.onParentGone() != ChildPolicy.CASCADE) {
        RowBits gone = difference(parent, parent.deleted(), before.get(parent));
        long count = count(parent, gone);
        if (count > 0) {
          release(reference, new ForeignKeys.Lost(gone, count));
        }
        gone.close();
      }
    }
    before.values().forEach(RowBits::close);
  }

  private ForeignKeys keys(ChildPolicy policy) {
    return new ForeignKeys(
        references.only(reference -> reference.onParentGone() == policy),
        space,
        tally,
        Rule.PARENT_SUPPRESSED_DROPPED);
  }

  /** Empties the foreign keys that name what is gone, or fails. */
  private void release(Reference reference, ForeignKeys.Lost lost) {
    CollectedTable child = reference.child();
    RowBits bereaved = child.noRows(space);
    SourceCounts counts = new SourceCounts(child);
    keys(reference.onParentGone()).findBereaved(reference, lost, bereaved, counts);
    if (counts.sum() > 0) {
      switch (reference.onParentGone()) {
        case NULL -> {
          counts.tell(tally, reference.column(), Rule.PARENT_SUPPRESSED_EMPTIED, 0);
          for (int part = 0; part < child.parts(); part++) {
            empty(child, part, reference.column(), bereaved);
          }
        }
        case REJECT -> throw rejected(reference, counts.sum());
        case CASCADE -> throw new IllegalStateException("these children went already");
      }
    }
    bereaved.close();
  }

  private static void empty(CollectedTable child, int part, String column, RowBits bereaved) {
    long[] words = bereaved.words(child.base(part), child.rows(part));
    if (words != null) {
      int[] rows = BitSetUtil.bitmapOf(words).toArray();
      child.replace(
          part,
          new Mask.Replacement(column, rows, Column.ofEmpties(child.type(column), rows.length)));
    }
  }

  private static WeirException rejected(Reference reference, long count) {
    CollectedTable child = reference.child();
    return new WeirException(
        Problem.of(
                ErrorCode.PARENT_SUPPRESSED,
                "%d records of table %s refer by %s to records of %s that are suppressed."
                    .formatted(count, child.name(), reference.column(), reference.parent().name()),
                "Let them go, or lose the key, with \"onParentGone\": \"cascade\" or \"null\"; or"
                    + " suppress values instead of records.")
            .at("table", child.name())
            .at("column", reference.column()));
  }

  /**
   * What is to be entered into the ledger.
   *
   * @param masks of the parts that changed, whole, in the name of {@link Stage#TRANSFORM}
   */
  public record Outcome(List<MaskFile> masks, List<RuleCount> counts) {
    public Outcome {
      masks = List.copyOf(masks);
      counts = List.copyOf(counts);
    }
  }

  /**
   * Writes down what was decided.
   *
   * @param tables that lost records, or keys
   */
  public Outcome outcome() {
    List<RuleCount> counts = tally.counts();
    List<MaskFile> masks = new ArrayList<>();
    for (CollectedTable table : tables.values()) {
      if (counts.stream().anyMatch(count -> count.table().equals(table.name()))) {
        for (int part = 0; part < table.parts(); part++) {
          PartId id = table.id(part);
          table
              .mask(
                  part, new PartId(id.run(), Stage.TRANSFORM, id.table(), id.source(), id.number()))
              .ifPresent(masks::add);
        }
      }
    }
    return new Outcome(masks, counts);
  }

  /** The row numbers of a part that are gone by now, those that the keys dropped included. */
  public RoaringBitmap gone(PartId part) {
    CollectedTable table = tables.get(part.table());
    for (int at = 0; at < table.parts(); at++) {
      if (table.id(at).equals(part)) {
        long[] words = table.deleted().words(table.base(at), table.rows(at));
        return words == null ? new RoaringBitmap() : BitSetUtil.bitmapOf(words);
      }
    }
    throw new IllegalArgumentException("no part " + part);
  }

  private static long count(CollectedTable table, RowBits bits) {
    long count = 0;
    for (int part = 0; part < table.parts(); part++) {
      count += bits.count(table.base(part), table.rows(part));
    }
    return count;
  }

  /** The bits of some that others have not. */
  private RowBits difference(CollectedTable table, RowBits some, RowBits others) {
    RowBits rest = table.noRows(space);
    for (long from = 0; from < table.ordinals(); from += 64) {
      long[] word = some.words(from, 64);
      long[] other = others.words(from, 64);
      long left = word == null ? 0 : word[0] & ~(other == null ? 0 : other[0]);
      for (; left != 0; left &= left - 1) {
        rest.set(from + Long.numberOfTrailingZeros(left));
      }
    }
    return rest;
  }

  @Override
  public void close() {
    space.close();
  }
}
