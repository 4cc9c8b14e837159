package io.weir.plugins.generalization.build;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ParameterProposal;
import io.weir.spi.ProposalObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The texts of a column: what they have in common, and as long as they are few, which there are and
 * how often. Codes are hidden digit by digit; words of a scale are ordered; few other words become
 * one group, more of them the frequent ones and the rest; anything else is free text.
 */
final class SeenTexts implements ProposalObserver {
  private static final int MOST_LISTED = 1_000;
  private static final int MOST_CHARACTERS = 100_000;
  private static final int LONGEST_LISTED = 200;

  /** So many may be listed even if nearly every record has one of its own. */
  private static final int FEW = 20;

  private static final String ANYTHING = "*";

  private final CodeShape codes = new CodeShape();
  private Map<String, Long> counts = new HashMap<>();
  private int characters;
  private boolean tooMany;
  private long seen;

  @Override
  public void observe(Column values) {
    if (values instanceof BytesColumn texts) {
      observe(texts);
    } else {
      for (int row = 0; row < values.size(); row++) {
        if (!values.isEmpty(row)) {
          add(values.format(row), 1);
        }
      }
    }
  }

  private void observe(BytesColumn texts) {
    int[] rows = new int[texts.entries()];
    for (int row = 0; row < texts.size(); row++) {
      if (!texts.isEmpty(row)) {
        rows[texts.entry(row)]++;
      }
    }
    for (int entry = 0; entry < rows.length; entry++) {
      if (rows[entry] > 0) {
        add(texts.entryText(entry), rows[entry]);
      }
    }
  }

  private void add(String text, long rows) {
    seen += rows;
    codes.add(text);
    count(text, rows);
  }

  /** That there were too many follows from which there are, not from their order. */
  private void count(String text, long rows) {
    if (tooMany) {
      return;
    }
    if (!counts.containsKey(text)) {
      characters += text.length();
    }
    counts.merge(text, rows, Long::sum);
    if (text.length() > LONGEST_LISTED
        || counts.size() > MOST_LISTED
        || characters > MOST_CHARACTERS) {
      tooMany();
    }
  }

  private void tooMany() {
    tooMany = true;
    counts = new HashMap<>();
  }

  @Override
  public void merge(ProposalObserver other) {
    SeenTexts more = (SeenTexts) other;
    seen += more.seen;
    codes.merge(more.codes);
    if (more.tooMany) {
      tooMany();
    }
    more.counts.forEach(this::count);
  }

  /** How many different texts are kept. */
  int kept() {
    return counts.size();
  }

  @Override
  public ParameterProposal propose() {
    if (seen == 0) {
      return HierarchyProposal.nothingSeen();
    }
    Optional<List<Object>> scale = tooMany ? Optional.empty() : Scale.of(counts.keySet());
    if (scale.isPresent()) {
      return HierarchyProposal.listed(
          "order", scale.get(), "Words of a scale are put into their order, neighbours together.");
    }
    if (codes.levels().isPresent()) {
      return HierarchyProposal.form(
          "redact",
          codes.redaction(),
          "Codes lose one character after the other, from the right, as postcodes may.");
    }
    if (tooMany) {
      return new ParameterProposal.Unsuitable(
          "There are too many different texts, or too long ones, to list them in groups.");
    }
    if (counts.size() > FEW && counts.size() * 2L > seen) {
      return new ParameterProposal.Unsuitable(
          "Nearly every record has a text of its own, so the texts are no categories.");
    }
    return counts.size() > FEW
        ? HierarchyProposal.listed(
            "rows",
            FrequentWords.rows(counts),
            "The frequent words stay, all others become one group, and then all are one.")
        : HierarchyProposal.listed("map", flat(), "Few different words become one group.");
  }

  private Map<String, Object> flat() {
    Map<String, Object> groups = new TreeMap<>();
    counts.keySet().forEach(text -> groups.put(text, List.of(ANYTHING)));
    return groups;
  }
}
