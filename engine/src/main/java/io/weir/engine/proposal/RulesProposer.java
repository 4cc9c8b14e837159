package io.weir.engine.proposal;

import io.weir.engine.proposal.FoundTable.Found;
import io.weir.engine.proposal.PersonalData.Finding;
import io.weir.engine.proposal.RulesProposal.Decision;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodRequest;
import io.weir.spi.ParameterProposal;
import io.weir.spi.ParameterProposal.Fitting;
import io.weir.spi.ParameterProposal.Unsuitable;
import io.weir.spi.Parameters;
import io.weir.spi.ProposalObserver;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes anonymization rules for a file: what identifies is dropped, what others may know is
 * generalized as an installed method proposes it and becomes part of a privacy model, what is
 * sensitive must be diverse in it. A guess that a person should look at.
 */
public final class RulesProposer {
  private static final String DROP = "drop-column";
  private static final String PLACES = "pd:PostalCode";

  private final Map<String, AnonymizationMethod> generalizing;
  private final Map<String, ColumnRole> said;
  private final int k;

  /**
   * @param generalizing methods by name that may make a quasi-identifier coarser and propose how,
   *     in the order they are asked
   * @param said the roles of columns of which somebody knows better
   */
  public RulesProposer(
      Map<String, AnonymizationMethod> generalizing, Map<String, ColumnRole> said, int k) {
    this.generalizing = new LinkedHashMap<>(generalizing);
    this.said = Map.copyOf(said);
    this.k = k;
  }

  /**
   * The proposal.
   *
   * @param module what the document is called that the rules are put into
   * @throws SampleProblem if the file cannot be read, lacks a column that was named, or nothing in
   *     it seems to need rules
   */
  public RulesProposal propose(String module, Sample sample) {
    FoundTable found = sample.read();
    Proposer proposer = new Proposer(module, false);
    proposer.add(found);
    String document = proposer.propose().document();
    ReadTable table = Proposer.read(found, "table");
    requireColumns(table);
    boolean persons = PersonalData.arePersons(found.name(), table.columns());
    List<Chosen> chosen = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      chosen.add(chosen(table, persons, found.columns().get(i), table.columns().get(i)));
    }
    if (chosen.stream().allMatch(it -> it.decision.role().isEmpty())) {
      throw new SampleProblem(
          "Nothing in " + sample.file() + " looks as if it told something of persons.",
          "Name columns with --identifying, --quasi-identifier and --sensitive.");
    }
    boolean promises =
        chosen.stream()
            .anyMatch(it -> it.isQuasiIdentifying() && !it.decision.method().equals(drop()));
    List<String> diverse =
        chosen.stream().filter(Chosen::mayBeDiverse).map(it -> it.decision.column()).toList();
    return new RulesProposal(
        RulesText.of(
            chosen, promises ? Optional.of(new RulesText.Model(k, diverse)) : Optional.empty()),
        document,
        chosen.stream().map(Chosen::decision).toList(),
        promises,
        found.whole(),
        found.remarks());
  }

  private static Optional<String> drop() {
    return Optional.of(DROP);
  }

  private void requireColumns(ReadTable table) {
    for (String name : new TreeSet<>(said.keySet())) {
      if (table.column(name).isEmpty()) {
        throw new SampleProblem(
            "There is no column " + name + " in " + table.found().place() + ".",
            "Its columns are: "
                + String.join(", ", table.columns().stream().map(ReadColumn::name).toList())
                + ".");
      }
    }
  }

  private Chosen chosen(ReadTable table, boolean persons, Found found, ReadColumn column) {
    Optional<Finding> personal = PersonalData.in(persons, column);
    boolean bySomebody = said.containsKey(column.name());
    Optional<ColumnRole> role =
        Optional.ofNullable(said.get(column.name())).or(() -> personal.map(it -> role(it.role())));
    if (role.isEmpty() && table.isKey(column)) {
      return dropped(
          column,
          ColumnRole.IDENTIFYING,
          "It numbers the records, and another table may say whom; pseudonymize it to keep records"
              + " joined.");
    }
    if (role.isEmpty() && FreeText.is(column)) {
      return dropped(
          column, ColumnRole.IDENTIFYING, "It looks like free text, which may repeat any name.");
    }
    if (role.isEmpty()) {
      return new Chosen(
          new Decision(column.name(), role, Optional.empty(), List.of(), false),
          Parameters.none(),
          column);
    }
    return switch (role.get()) {
      case IDENTIFYING ->
          dropped(
              column,
              ColumnRole.IDENTIFYING,
              "It names persons; pseudonymize it instead to keep records of one person joined.");
      case QUASI_IDENTIFYING -> generalized(found, column, personal);
      case SENSITIVE, INSENSITIVE ->
          new Chosen(
              new Decision(
                  column.name(),
                  role,
                  Optional.empty(),
                  List.of(
                      bySomebody
                          ? "You say so."
                          : "It seems to tell what nobody should learn of a person."),
                  false),
              Parameters.none(),
              column);
    };
  }

  private static Chosen dropped(ReadColumn column, ColumnRole role, String why) {
    return new Chosen(
        new Decision(column.name(), Optional.of(role), drop(), List.of(why), false),
        Parameters.none(),
        column);
  }

  private Chosen generalized(Found found, ReadColumn column, Optional<Finding> personal) {
    String why = "No installed method has a proposal for it";
    // The digits of a postcode tell a place and no amount, so they are looked at as a text.
    boolean place = personal.filter(it -> it.category().equals(PLACES)).isPresent();
    List<ValueType> types =
        place ? List.of(ValueType.STRING, column.type()) : List.of(column.type());
    for (Map.Entry<String, AnonymizationMethod> method : generalizing.entrySet()) {
      for (ValueType type : types) {
        switch (proposal(method.getValue(), found, column, type)) {
          case Fitting fitting -> {
            return new Chosen(
                new Decision(
                    column.name(),
                    Optional.of(ColumnRole.QUASI_IDENTIFYING),
                    Optional.of(method.getKey()),
                    fitting.reasons().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList(),
                    fitting.namesValues()),
                fitting.parameters(),
                column);
          }
          case Unsuitable nothing -> why = nothing.reason().replaceFirst("\\.$", "");
        }
      }
    }
    return dropped(
        column,
        ColumnRole.QUASI_IDENTIFYING,
        why + ", so it is dropped; write a hierarchy to keep it.");
  }

  /** What a plugin throws may hold anything; only that it did is told. */
  private static ParameterProposal proposal(
      AnonymizationMethod method, Found found, ReadColumn column, ValueType type) {
    try {
      ProposalObserver observer =
          method.proposals().orElseThrow().observer(new ColumnSchema(column.name(), type));
      SampledValues.of(found, column, type, observer::observe);
      ParameterProposal proposal = observer.propose();
      if (proposal instanceof Fitting fitting) {
        method.prepare(
            MethodRequest.of(new ColumnSchema(column.name(), column.type()), fitting.parameters()));
      }
      return proposal;
    } catch (InvalidParameters e) {
      return new Unsuitable("The method refuses what it proposes itself.");
    } catch (RuntimeException | LinkageError e) {
      return new Unsuitable("The method broke off with " + e.getClass().getSimpleName() + ".");
    }
  }

  private static ColumnRole role(String word) {
    return switch (word) {
      case "identifying" -> ColumnRole.IDENTIFYING;
      case "quasi-identifying" -> ColumnRole.QUASI_IDENTIFYING;
      case "sensitive" -> ColumnRole.SENSITIVE;
      default -> throw new IllegalStateException("no role " + word);
    };
  }

  /** What is proposed for a column, with what only the rules may tell. */
  record Chosen(Decision decision, Parameters parameters, ReadColumn column) {
    boolean isQuasiIdentifying() {
      return decision.role().equals(Optional.of(ColumnRole.QUASI_IDENTIFYING));
    }

    /** Whether the whole table, at least, has two different values. */
    boolean mayBeDiverse() {
      return decision.role().equals(Optional.of(ColumnRole.SENSITIVE))
          && column.values().size() >= 2;
    }
  }
}
