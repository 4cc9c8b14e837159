package io.weir.engine.definition;

import io.weir.engine.definition.UploadPlan.Bump;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What differs between two documents of a module. Tables are matched by their names, columns and
 * sources likewise, so that moving or adding one is not a change of all that follow. White space,
 * and the order of an object's members, say nothing.
 *
 * @param changes in the order of the documents
 */
public record ModuleDiff(List<Change> changes) {
  public ModuleDiff {
    changes = List.copyOf(changes);
  }

  /** What became of something. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /** What a change is about. */
  public enum Subject {
    METADATA,
    TABLE,
    COLUMN,
    TYPE,
    RULE,
    KEY,
    SOURCE,
    ANONYMIZATION,
    UPLOAD
  }

  /** A value in one of the documents: its JSON pointer (RFC 6901), and its text as compact JSON. */
  public record Stand(String pointer, String text) {}

  /**
   * @param before empty if it was added
   * @param after empty if it was removed
   * @param demands the least by which the version must rise for this change: major if programs that
   *     read what is published would break, minor if something new is published, else patch
   */
  public record Change(
      Kind kind, Subject subject, Optional<Stand> before, Optional<Stand> after, Bump demands) {}

  /**
   * Compares two documents.
   *
   * @throws IllegalArgumentException if one of them has problems
   */
  public static ModuleDiff between(String before, String after, Extensions extensions) {
    return new ModuleComparison(Published.of(before, extensions), Published.of(after, extensions))
        .compare();
  }

  /**
   * The least by which the version must rise, by the documents alone; records that were changed or
   * removed may demand more. Nothing if nothing differs.
   */
  public Optional<Bump> demands() {
    return changes.stream().map(Change::demands).max(Comparator.naturalOrder());
  }
}
