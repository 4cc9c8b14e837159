package io.weir.plugins.generalization.build;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that are in an order: words of a scale that people use, or ranges of numbers such as {@code
 * 20-29} and {@code 65+}. Neighbours are put together two by two, and those again.
 */
final class Scale {
  private static final int FEWEST = 3;

  private static final List<List<String>> SCALES =
      List.of(
          List.of("none", "very low", "low", "medium", "high", "very high"),
          List.of("none", "very low", "low", "moderate", "high", "very high"),
          List.of("none", "minimal", "mild", "moderate", "severe", "critical"),
          List.of("very bad", "bad", "poor", "fair", "good", "very good", "excellent"),
          List.of("never", "rarely", "sometimes", "often", "usually", "always"),
          List.of("never", "yearly", "quarterly", "monthly", "weekly", "daily"),
          List.of("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"),
          List.of("tiny", "small", "medium", "large", "huge"),
          List.of("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
          List.of("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
          List.of("none", "primary", "secondary", "tertiary"),
          List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
          List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
          List.of(
              "january",
              "february",
              "march",
              "april",
              "may",
              "june",
              "july",
              "august",
              "september",
              "october",
              "november",
              "december"),
          List.of(
              "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
          List.of("child", "teenager", "adult", "senior"));

  private static final String NUMBER = "(\\d{1,15}(?:\\.\\d{1,9})?)";
  private static final Pattern RANGE =
      Pattern.compile(
          "(?<below>[<≤]=?|under|below)? ?"
              + NUMBER
              + "(?: ?(?:-|–|to) ?"
              + NUMBER
              + ")?(?<above> ?\\+| and more| or more)?");

  private Scale() {}

  /** The form {@code order} of a hierarchy, if the texts are all of one scale. */
  static Optional<List<Object>> of(Collection<String> texts) {
    return texts.size() < FEWEST
        ? Optional.empty()
        : words(texts).or(() -> ranges(texts)).flatMap(Scale::groups);
  }

  private static Optional<List<String>> words(Collection<String> texts) {
    for (List<String> scale : SCALES) {
      Map<Integer, String> places = new TreeMap<>();
      for (String text : texts) {
        places.put(scale.indexOf(text.strip().toLowerCase(Locale.ROOT)), text);
      }
      if (places.size() == texts.size() && !places.containsKey(-1)) {
        return Optional.of(List.copyOf(places.values()));
      }
    }
    return Optional.empty();
  }

  /** Ranges that do not overlap, at least one of which is more than a number. */
  private static Optional<List<String>> ranges(Collection<String> texts) {
    TreeMap<BigDecimal, String> byStart = new TreeMap<>();
    Map<BigDecimal, BigDecimal> ends = new HashMap<>();
    boolean spans = false;
    for (String text : texts) {
      Matcher range = RANGE.matcher(text.strip().toLowerCase(Locale.ROOT));
      if (!range.matches()) {
        return Optional.empty();
      }
      BigDecimal number = new BigDecimal(range.group(2));
      boolean below = range.group("below") != null;
      BigDecimal end = range.group(3) == null ? number : new BigDecimal(range.group(3));
      BigDecimal start = below ? BigDecimal.ONE.negate() : number;
      if (end.compareTo(start) < 0 || byStart.put(start, text) != null) {
        return Optional.empty();
      }
      spans |= below || range.group(3) != null || range.group("above") != null;
      ends.put(start, end);
    }
    BigDecimal last = BigDecimal.TEN.negate();
    for (BigDecimal start : byStart.keySet()) {
      if (start.compareTo(last) < 0) {
        return Optional.empty();
      }
      last = ends.get(start);
    }
    return spans ? Optional.of(List.copyOf(byStart.values())) : Optional.empty();
  }

  /** Two by two, until two groups would be one; empty if two groups would be called alike. */
  private static Optional<List<Object>> groups(List<String> ordered) {
    Set<String> labels = new HashSet<>();
    List<Object> groups = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>();
    for (String text : ordered) {
      groups.add(text);
      texts.add(List.of(text));
    }
    while (groups.size() > 2) {
      List<Object> larger = new ArrayList<>();
      List<List<String>> theirs = new ArrayList<>();
      labels.clear();
      for (int i = 0; i < groups.size(); i += 2) {
        int end = Math.min(i + 2, groups.size());
        larger.add(List.copyOf(groups.subList(i, end)));
        List<String> all = new ArrayList<>();
        texts.subList(i, end).forEach(all::addAll);
        theirs.add(all);
        String label =
            all.size() == 1 ? all.getFirst() : "[" + all.getFirst() + ", " + all.getLast() + "]";
        if (!labels.add(label)) {
          return Optional.empty();
        }
      }
      groups = larger;
      texts = theirs;
    }
    return Optional.of(List.copyOf(groups));
  }
}
