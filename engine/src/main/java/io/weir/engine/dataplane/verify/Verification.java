package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Recomputes every promise of a plan from the prepared parts. */
public final class Verification {
  private final Parts parts;
  private final Plan plan;
  private final Map<String, TableSchema> outputs;
  private final Map<String, List<Part>> prepared = new LinkedHashMap<>();
  private final Path temporary;
  private final long budget;

  /**
   * @param outputs each table as it must be by now
   * @param prepared the parts of ANONYMIZE of all tables
   * @param temporary a folder for what does not fit into the budget; it has no names there
   * @param budget working memory of one check in bytes
   */
  public Verification(
      Parts parts,
      Plan plan,
      Map<String, TableSchema> outputs,
      List<Part> prepared,
      Path temporary,
      long budget) {
    this.parts = parts;
    this.plan = plan;
    this.outputs = outputs;
    this.temporary = temporary;
    this.budget = budget;
    for (TablePlan table : plan.tables()) {
      this.prepared.put(
          table.name(),
          prepared.stream()
              .filter(part -> part.id().table().equals(table.name()))
              .sorted(Comparator.comparing(Part::id))
              .toList());
    }
  }

  /**
   * What was verified.
   *
   * @param digests of each table
   * @param facts for people, by name
   */
  public record Verified(Map<String, TableDigest> digests, Map<String, String> facts) {
    public Verified {
      digests = Map.copyOf(digests);
      facts = Map.copyOf(facts);
    }
  }

  /** The checks: independent of each other, to be run in any order and by several threads. */
  public List<Supplier<Findings>> checks() {
    List<Supplier<Findings>> checks = new ArrayList<>();
    KeyChecks keys = new KeyChecks(parts, temporary, budget);
    for (TablePlan table : plan.tables()) {
      TableSchema output = outputs.get(table.name());
      List<Part> own = prepared.get(table.name());
      for (Part part : own) {
        checks.add(() -> new PartCheck(parts, part, table, output).run());
      }
      if (table.primaryKey().filter(key -> output.indexOf(key.column()).isPresent()).isPresent()) {
        checks.add(() -> keys.primaryKey(table, own));
      }
      for (ForeignKeyPlan key : table.foreignKeys()) {
        TableSchema target = outputs.get(key.targetTable());
        if (output.indexOf(key.column()).isPresent()
            && target.indexOf(key.targetColumn()).isPresent()) {
          checks.add(() -> keys.foreignKey(table, key, own, prepared.get(key.targetTable())));
        }
      }
    }
    return checks;
  }

  /**
   * Puts the findings of all checks together, whatever their order.
   *
   * @throws WeirException PROMISE_BROKEN for the first broken promise by table, column and rule
   */
  public Verified conclude(List<Findings> findings) {
    Map<String, TableDigest> digests = new TreeMap<>();
    long promises = 0;
    for (TablePlan table : plan.tables()) {
      digests.put(table.name(), TableDigest.none());
      promises += PartCheck.promises(table, outputs.get(table.name()));
    }
    Map<String, Findings.Violation> broken = new TreeMap<>();
    long values = 0;
    for (Findings finding : findings) {
      digests.merge(finding.table(), finding.digest(), TableDigest::plus);
      promises += finding.promises();
      values += finding.values();
      for (Findings.Violation violation : finding.violations()) {
        String key =
            violation.table() + "\u0000" + violation.column() + "\u0000" + violation.rule();
        broken.merge(key, violation, Findings.Violation::plus);
      }
    }
    if (!broken.isEmpty()) {
      Problem first = broken.values().iterator().next().problem().at("module", plan.module());
      throw new WeirException(first.at("promises broken", Integer.toString(broken.size())));
    }
    long records = digests.values().stream().mapToLong(TableDigest::rows).sum();
    Map<String, String> facts = new TreeMap<>();
    facts.put("promises checked", Long.toString(promises));
    facts.put("records checked", Long.toString(records));
    facts.put("values checked", Long.toString(values));
    digests.forEach((table, digest) -> facts.put("digest of " + table, digest.content()));
    return new Verified(digests, facts);
  }
}
