package io.weir.engine.proposal;

import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.FreeNames;
import io.weir.engine.proposal.FoundTable.Evidence;
import io.weir.engine.proposal.FoundTable.Found;
import io.weir.engine.proposal.FoundTable.Key;
import io.weir.engine.proposal.FoundTable.KnownReference;
import io.weir.engine.proposal.PersonalData.Finding;
import io.weir.engine.proposal.Proposal.Mark;
import io.weir.spi.CatalogueTable;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a module document of tables that were found in files and databases. Everything in it is a
 * guess that a person should look at; only the shape of the document is certain.
 */
public final class Proposer {
  private static final int MOST_TABLES = 1_000;

  private final String module;
  private final boolean ranges;
  private final List<FoundTable> found = new ArrayList<>();

  /**
   * @param module what the module shall be called; what cannot stand in a name is replaced
   * @param ranges whether the bounds that were seen shall be proposed as ranges, which repeats two
   *     values of such columns; never of those that seem to tell of persons, nor of keys
   */
  public Proposer(String module, boolean ranges) {
    this.module = FreeNames.identifier(module, "module");
    this.ranges = ranges;
  }

  /**
   * Adds the table of a file.
   *
   * @throws SampleProblem if it cannot be read
   */
  public void add(Sample sample) {
    add(sample.read());
  }

  void add(FoundTable table) {
    found.add(table);
  }

  /**
   * Adds the tables of a connection's catalogue.
   *
   * @param connection the connection's name, as documents may name it
   */
  public void add(String connection, List<CatalogueTable> tables) {
    tables.forEach(table -> found.add(described(connection, table)));
  }

  /** How many tables were added. */
  public int tables() {
    return found.size();
  }

  /**
   * The proposal.
   *
   * @throws SampleProblem if there is nothing to propose, or too much for one document
   */
  public Proposal propose() {
    List<String> leftOut = new ArrayList<>();
    List<ReadTable> tables = new ArrayList<>();
    FreeNames names = new FreeNames();
    for (FoundTable table : found) {
      if (table.columns().isEmpty()) {
        leftOut.add(table.place() + " is left out: no column was found in it.");
      } else {
        String name = names.claim(FreeNames.identifier(table.name(), "table"));
        tables.add(read(table, name));
      }
    }
    if (tables.isEmpty()) {
      throw new SampleProblem(
          "There is no table to propose: "
              + (leftOut.isEmpty() ? "nothing was found." : leftOut.getFirst()),
          "Name files or a connection with at least one column.");
    }
    if (tables.size() > MOST_TABLES) {
      throw tooLarge(tables.size() + " tables were found");
    }
    CandidateReferences references = new CandidateReferences(tables);
    List<ProposedTable> proposed =
        tables.stream().map(table -> proposed(table, references.of(table))).toList();
    String document = DocumentText.of(module, proposed);
    if (document.getBytes(StandardCharsets.UTF_8).length > DocumentReader.MOST_BYTES) {
      throw tooLarge("the document would have more than 1 MiB");
    }
    return new Proposal(document, proposed.stream().map(ProposedTable::told).toList(), leftOut);
  }

  private static SampleProblem tooLarge(String why) {
    return new SampleProblem(
        "That is too much for one module: " + why + ".",
        "Choose some tables, with --table, or make several modules.");
  }

  private static FoundTable described(String connection, CatalogueTable table) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("source", FreeNames.identifier(connection, "source"));
    source.put("connection", connection);
    source.putAll(table.source().values());
    List<String> remarks = new ArrayList<>();
    List<Found> columns = new ArrayList<>();
    for (CatalogueTable.Field field : table.columns()) {
      ProposedNames.hindrance(field.name())
          .ifPresentOrElse(
              hindrance -> remarks.add("a column is left out: it " + hindrance),
              () -> columns.add(new Found(field.name(), new Evidence.Declared(field.type()))));
    }
    if (table.primaryKey().size() > 1) {
      remarks.add(
          "its primary key has "
              + table.primaryKey().size()
              + " columns, which is not possible yet; the table has no key here");
    }
    if (table.references().stream().anyMatch(reference -> reference.columns().size() > 1)) {
      remarks.add("a foreign key of several columns is left out, which is not possible yet");
    }
    return new FoundTable(
        table.name(),
        "connection " + connection + ", table " + table.name(),
        source,
        columns,
        table.estimatedRecords(),
        false,
        new Key.Known(table.primaryKey()),
        table.references().stream()
            .map(it -> new KnownReference(it.columns(), it.table(), it.referenced()))
            .toList(),
        remarks);
  }

  static ReadTable read(FoundTable table, String name) {
    List<ReadColumn> columns = table.columns().stream().map(ReadColumn::of).toList();
    Optional<String> key =
        CandidateKeys.of(table.name(), table, columns)
            .filter(candidate -> columns.stream().anyMatch(it -> it.name().equals(candidate)));
    return new ReadTable(table, name, columns, key);
  }

  private ProposedTable proposed(ReadTable table, Map<String, String> references) {
    List<ProposedColumn> columns = new ArrayList<>();
    boolean persons = PersonalData.arePersons(table.found().name(), table.columns());
    for (ReadColumn column : table.columns()) {
      Optional<String> reference = Optional.ofNullable(references.get(column.name()));
      boolean links = table.isKey(column) || reference.isPresent();
      Optional<Finding> personal = PersonalData.in(persons, column);
      columns.add(
          new ProposedColumn(
              column.name(),
              column.type(),
              column.nullTokens(),
              reference,
              personal,
              ranges && !links && personal.isEmpty() ? Bounds.of(column) : Optional.empty()));
    }
    FoundTable found = table.found();
    return new ProposedTable(
        table.name(),
        found.source(),
        table.primaryKey(),
        columns,
        new Proposal.Table(
            table.name(),
            found.place(),
            found.records(),
            found.whole(),
            columns.size(),
            table.primaryKey(),
            marks(columns, ProposedColumn::references),
            marks(columns, it -> it.personal().map(Finding::category)),
            marks(
                columns,
                it ->
                    it.nullTokens().isEmpty()
                        ? Optional.empty()
                        : Optional.of(String.join(" ", it.nullTokens()))),
            found.remarks()));
  }

  private static List<Mark> marks(
      List<ProposedColumn> columns, Function<ProposedColumn, Optional<String>> what) {
    return columns.stream()
        .flatMap(column -> what.apply(column).map(it -> new Mark(column.name(), it)).stream())
        .toList();
  }

  /** A table as it will stand in the document. */
  record ProposedTable(
      String name,
      Map<String, Object> source,
      Optional<String> primaryKey,
      List<ProposedColumn> columns,
      Proposal.Table told) {}

  /** A column as it will stand in the document. */
  record ProposedColumn(
      String name,
      ValueType type,
      List<String> nullTokens,
      Optional<String> references,
      Optional<Finding> personal,
      Optional<Bounds> bounds) {}
}
