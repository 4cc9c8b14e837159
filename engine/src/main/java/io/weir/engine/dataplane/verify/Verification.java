package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.dataplane.TableRisk.Repeats;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Joined;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ColumnSchema;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.TableSchema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Recomputes every promise of a plan from the prepared parts, and how likely somebody is found in
 * them.
 */
public final class Verification {
  /** The method whose groups are checked. */
  private static final String ANATOMIZE = "anatomize";

  private final Parts parts;
  private final Plan plan;
  private final Map<String, PreparedTable> tables;
  private final Made made;
  private final Map<String, TableSchema> outputs = new LinkedHashMap<>();
  private final Map<String, List<Part>> prepared = new LinkedHashMap<>();
  private final Path temporary;
  private final long budget;

  /**
   * @param tables the tables of the plan with their methods readied, by name
   * @param temporary a folder for what does not fit into the budget; it has no names there
   * @param budget working memory of one check in bytes
   */
  public Verification(
      Parts parts,
      Plan plan,
      Map<String, PreparedTable> tables,
      Made made,
      Path temporary,
      long budget) {
    this.parts = parts;
    this.plan = plan;
    this.tables = Map.copyOf(tables);
    this.made = made;
    this.temporary = temporary;
    this.budget = budget;
    for (TablePlan table : plan.tables()) {
      PreparedTable readied = tables.get(table.name());
      outputs.put(table.name(), readied.output());
      readied.added().forEach(added -> outputs.put(added.name(), added));
    }
    outputs.keySet().forEach(table -> prepared.put(table, of(table, made.prepared())));
  }

  /**
   * What a run made.
   *
   * @param collected the parts of EXTRACT of all tables
   * @param masks what keys left of them, by part; parts without one are unchanged
   * @param prepared the parts of ANONYMIZE of all tables, added ones included
   * @param before by table, how many records it had when its privacy model was taken up; where
   *     absent, as many as keys left
   */
  public record Made(
      Collection<Part> collected,
      Map<PartId, MaskFile> masks,
      Collection<Part> prepared,
      Map<String, Long> before) {
    public Made {
      collected = List.copyOf(collected);
      masks = Map.copyOf(masks);
      prepared = List.copyOf(prepared);
      before = Map.copyOf(before);
    }
  }

  /**
   * What was verified.
   *
   * @param digests of each table, added ones included
   * @param facts for people, by name
   * @param risks of the tables with quasi-identifiers, in document order
   */
  public record Verified(
      Map<String, TableDigest> digests, Map<String, String> facts, List<TableRisk> risks) {
    public Verified {
      digests = Map.copyOf(digests);
      facts = Map.copyOf(facts);
      risks = List.copyOf(risks);
    }
  }

  private static List<Part> of(String table, Collection<Part> parts) {
    return parts.stream()
        .filter(part -> part.id().table().equals(table))
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  /** The checks: independent of each other, to be run in any order and by several threads. */
  public List<Supplier<Findings>> checks() {
    List<Supplier<Findings>> checks = new ArrayList<>();
    for (TablePlan table : plan.tables()) {
      PreparedTable readied = tables.get(table.name());
      List<ColumnPromise> promises = ColumnPromise.of(readied);
      partChecks(readied.output(), promises, checks);
      readied.added().forEach(added -> partChecks(added, List.of(), checks));
      keyChecks(table, checks);
      if (ClassCheck.concerns(readied)) {
        checks.add(() -> classCheck(readied).run());
      }
      RepeatsCheck.of(readied, tables, this::collected, this::published, budget)
          .ifPresent(check -> checks.add(check::run));
      readied.steps().stream()
          .filter(step -> step.use().method().equals(ANATOMIZE))
          .forEach(step -> groupChecks(readied, step, checks));
    }
    return checks;
  }

  private void partChecks(
      TableSchema output, List<ColumnPromise> promises, List<Supplier<Findings>> checks) {
    for (Part part : prepared.get(output.name())) {
      checks.add(() -> new PartCheck(parts, part, output, promises).run());
    }
  }

  private void keyChecks(TablePlan table, List<Supplier<Findings>> checks) {
    KeyChecks keys = new KeyChecks(parts, temporary, budget);
    TableSchema output = outputs.get(table.name());
    List<Part> own = prepared.get(table.name());
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

  private ClassCheck classCheck(PreparedTable table) {
    String name = table.plan().name();
    Optional<String> population =
        table.plan().privacyModel().flatMap(PrivacyModel::population).map(Population::table);
    TableRecords collected = collected(name);
    return new ClassCheck(
        table,
        new ClassCheck.Stage(
            collected, population.map(this::collected), joined(table, collected, this::collected)),
        new ClassCheck.Stage(
            published(name),
            population.map(this::published),
            joined(table, published(name), this::published)),
        made.before().getOrDefault(name, collected.rows()),
        temporary,
        budget);
  }

  /** What lies in other tables, as far as it can still be put together. */
  private static JoinedTables joined(
      PreparedTable table, TableRecords own, Function<String, TableRecords> others) {
    Optional<String> key = table.plan().primaryKey().map(TablePlan.KeyPlan::column);
    Map<List<String>, Set<String>> columns = new LinkedHashMap<>();
    for (Joined other : table.plan().privacyModel().map(PrivacyModel::joined).orElseGet(List::of)) {
      TableRecords records = others.apply(other.table());
      if (records.has(other.column()) && records.has(other.by())) {
        columns
            .computeIfAbsent(List.of(other.table(), other.by()), _ -> new LinkedHashSet<>())
            .add(other.column());
      }
    }
    List<JoinedTables.Other> joined = new ArrayList<>();
    columns.forEach((by, names) ->
        joined.add(
            new JoinedTables.Other(others.apply(by.getFirst()), List.copyOf(names), by.getLast())));
    return key.filter(own::has)
        .map(column -> new JoinedTables(column, joined))
        .orElseGet(JoinedTables::none);
  }

  private TableRecords collected(String table) {
    return new TableRecords(
        parts,
        plan.table(table).schema(),
        of(table, made.collected()).stream()
            .map(part ->
                new TableRecords.Piece(part, Optional.ofNullable(made.masks().get(part.id()))))
            .toList());
  }

  private TableRecords published(String table) {
    return TableRecords.prepared(parts, outputs.get(table), prepared.get(table));
  }

  /** The group is a column that the method added, and that its table has, too. */
  private void groupChecks(
      PreparedTable table, PreparedTable.Step step, List<Supplier<Findings>> checks) {
    if (!(step.method() instanceof OfRecords anatomize)) {
      return;
    }
    int l = step.use().parameters().number("l").map(BigDecimal::intValue).orElse(2);
    for (TableSchema values : anatomize.output().tables()) {
      Optional<String> group =
          anatomize.output().columns().stream()
              .map(ColumnSchema::name)
              .filter(name -> GroupsCheck.concerns(table.output(), values, name))
              .findFirst();
      checks.add(() ->
          group
              .map(name -> groupsCheck(table, values, name, l).run())
              .orElseGet(() -> GroupsCheck.unknown(table.plan().name(), values.name())));
    }
  }

  private GroupsCheck groupsCheck(PreparedTable table, TableSchema values, String group, int l) {
    return new GroupsCheck(
        published(table.plan().name()),
        published(values.name()),
        GroupsCheck.Shape.of(values, group),
        l,
        temporary,
        budget);
  }

  /** A table without quasi-identifiers has a risk report if its texts tell something. */
  private void tell(
      String table, List<Repeats> found, Map<String, TableRisk> risks, Map<String, String> facts) {
    found.forEach(it ->
        facts.put(
            "texts of %s/%s that repeat hidden values".formatted(it.table(), it.column()),
            (it.complete() ? "" : "at least ") + it.repeating() + " of " + it.records()));
    TableRisk known = risks.get(table);
    if (known != null) {
      risks.put(table, known.with(found));
    } else if (found.stream().anyMatch(it -> it.repeating() > 0)) {
      risks.put(
          table,
          TableRisk.unclassed(table, collected(table).rows(), published(table).rows()).with(found));
    }
  }

  /**
   * Puts the findings of all checks together, whatever their order.
   *
   * @throws WeirException PROMISE_BROKEN for the first broken promise by table, column and rule
   */
  public Verified conclude(List<Findings> findings) {
    Map<String, TableDigest> digests = new TreeMap<>();
    outputs.keySet().forEach(table -> digests.put(table, TableDigest.none()));
    long promises = outputs.size();
    for (TablePlan table : plan.tables()) {
      promises +=
          ColumnPromise.of(tables.get(table.name())).stream().mapToInt(ColumnPromise::count).sum();
    }
    Map<String, Findings.Violation> broken = new TreeMap<>();
    Map<String, TableRisk> risks = new TreeMap<>();
    Map<String, List<Repeats>> repeats = new TreeMap<>();
    long values = 0;
    for (Findings finding : findings) {
      digests.merge(finding.table(), finding.digest(), TableDigest::plus);
      finding.risk().ifPresent(risk -> risks.put(risk.table(), risk));
      if (!finding.repeats().isEmpty()) {
        repeats.put(finding.table(), finding.repeats());
      }
      promises += finding.promises();
      values += finding.values();
      for (Findings.Violation violation : finding.violations()) {
        broken.merge(violation.place(), violation, Findings.Violation::plus);
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
    repeats.forEach((table, found) -> tell(table, found, risks, facts));
    return new Verified(
        digests,
        facts,
        plan.tables().stream()
            .flatMap(table -> Optional.ofNullable(risks.get(table.name())).stream())
            .toList());
  }
}
