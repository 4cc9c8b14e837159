package io.weir.engine.definition;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with one text, up to a limit, so that all of it can be told at once. */
public final class Problems {
  static final int MOST = 1_000;

  private final List<DocumentProblem> errors = new ArrayList<>();
  private final List<DocumentProblem> warnings = new ArrayList<>();

  public void error(Place place, String message, String advice) {
    add(errors, place, message, advice);
  }

  public void warn(Place place, String message, String advice) {
    add(warnings, place, message, advice);
  }

  public void addAll(Problems more) {
    more.errors.stream().limit(MOST - errors.size()).forEach(errors::add);
    more.warnings.stream().limit(MOST - warnings.size()).forEach(warnings::add);
  }

  public boolean any() {
    return !errors.isEmpty();
  }

  public List<DocumentProblem> errors() {
    return sorted(errors);
  }

  public List<DocumentProblem> warnings() {
    return sorted(warnings);
  }

  private static void add(List<DocumentProblem> list, Place place, String message, String advice) {
    if (list.size() < MOST) {
      list.add(
          new DocumentProblem(
              place.pointer(), place.line(), place.column(), message, advice, place.script()));
    }
  }

  private static List<DocumentProblem> sorted(List<DocumentProblem> list) {
    return list.stream().sorted(DocumentProblem.IN_READING_ORDER).toList();
  }
}
