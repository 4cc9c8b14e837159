package io.weir.plugins.generalization.build;

import io.weir.spi.AnonymizationMethod.ProposingSide;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ParameterProposal;
import io.weir.spi.Parameters;
import io.weir.spi.ProposalObserver;
import java.util.Map;

/**
 * A first hierarchy for a column, to be looked at and changed by people: intervals for numbers, the
 * calendar for dates, redaction from the right for codes, an order for words of a scale, a group of
 * all for few other words. Words that nobody can group are told to be so.
 */
public final class HierarchyProposal implements ProposingSide {
  private static final String HIERARCHY = "hierarchy";
  private static final String UNMAPPED = "unmapped";

  @Override
  public ProposalObserver observer(ColumnSchema column) {
    return switch (column.type()) {
      case INTEGER, DECIMAL, DOUBLE -> new SeenNumbers(column.type());
      case DATE, DATETIME, TIME -> new SeenTimes(column.type());
      case STRING, BOOLEAN -> new SeenTexts();
      case BINARY, JSON -> new Ungrouped();
    };
  }

  /** A hierarchy in which every value has a place. */
  static ParameterProposal form(String form, Object value, String why) {
    return new ParameterProposal.Fitting(
        new Parameters(Map.of(HIERARCHY, Map.of(form, value))), Map.of(HIERARCHY, why), false);
  }

  /** A hierarchy that lists the values seen. */
  static ParameterProposal listed(String form, Object value, String why) {
    return new ParameterProposal.Fitting(
        new Parameters(Map.of(HIERARCHY, Map.of(form, value), UNMAPPED, "top")),
        Map.of(
            HIERARCHY,
            why,
            UNMAPPED,
            "Values that were not seen are published as the last level, and do not end the run."),
        true);
  }

  static ParameterProposal nothingSeen() {
    return new ParameterProposal.Unsuitable("No value was seen.");
  }

  /** Bytes and JSON have no groups that could be guessed. */
  private static final class Ungrouped implements ProposalObserver {
    private boolean any;

    @Override
    public void observe(Column values) {
      any |= values.empties().count() < values.size();
    }

    @Override
    public void merge(ProposalObserver other) {
      any |= ((Ungrouped) other).any;
    }

    @Override
    public ParameterProposal propose() {
      return any
          ? new ParameterProposal.Unsuitable(
              "Bytes and JSON are in no order and no groups that could be guessed.")
          : nothingSeen();
    }
  }
}
