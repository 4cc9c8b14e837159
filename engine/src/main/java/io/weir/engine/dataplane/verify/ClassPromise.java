package io.weir.engine.dataplane.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A promise that every class has to keep, and those that break it. */
final class ClassPromise {
  /** So many broken classes are remembered one by one. */
  static final int MOST_SUSPECTS = 10_000;

  /** A class by its fingerprint. */
  record ClassId(long high, long low) {}

  private final String column;
  private final String rule;
  private final String lack;
  private final Optional<ClassMeasure> measure;
  private final List<ClassId> suspects = new ArrayList<>();
  private Optional<ClassPromise> alternative = Optional.empty();
  private long classes;
  private long records;

  private ClassPromise(String column, String rule, String lack, Optional<ClassMeasure> measure) {
    this.column = column;
    this.rule = rule;
    this.lack = lack;
    this.measure = measure;
  }

  /**
   * A promise of a class's records in the table.
   *
   * @param column the sensitive column, or empty text
   * @param lack what is wrong with classes that break it, as a predicate in the plural
   */
  static ClassPromise of(String column, String rule, String lack, ClassMeasure measure) {
    return new ClassPromise(column, rule, lack, Optional.of(measure));
  }

  /** A promise that also needs the population; whoever knows it tells what breaks it. */
  static ClassPromise ofPopulation(String rule, String lack) {
    return new ClassPromise("", rule, lack, Optional.empty());
  }

  String column() {
    return column;
  }

  /** The promise is also kept when all classes keep another one. */
  ClassPromise or(ClassPromise other) {
    alternative = Optional.of(other);
    return this;
  }

  boolean isKept() {
    return classes == 0 || alternative.filter(ClassPromise::isKept).isPresent();
  }

  /** What looks at a class's records; empty when the population is needed, too. */
  Optional<ClassMeasure> measure() {
    return measure;
  }

  void value(long value, long count) {
    measure.orElseThrow().value(value, count);
    alternative.ifPresent(other -> other.value(value, count));
  }

  void end(long high, long low, long size) {
    if (!measure.orElseThrow().end(size)) {
      broken(high, low, size);
    }
    alternative.ifPresent(other -> other.end(high, low, size));
  }

  void broken(long high, long low, long size) {
    classes++;
    records += size;
    if (suspects.size() < MOST_SUSPECTS) {
      suspects.add(new ClassId(high, low));
    }
  }

  /** The classes that break it; empty when there are too many to remember. */
  List<ClassId> suspects() {
    return classes == suspects.size() ? List.copyOf(suspects) : List.of();
  }

  /** Forgets what was found. */
  void acquit() {
    suspects.clear();
    classes = 0;
    records = 0;
  }

  List<Findings.Violation> violations(String table, String advice) {
    if (isKept()) {
      return List.of();
    }
    return List.of(
        new Findings.Violation(
            table,
            column,
            rule,
            classes,
            "classes of %s %s; %d records are in them".formatted(table, lack, records),
            advice));
  }
}
