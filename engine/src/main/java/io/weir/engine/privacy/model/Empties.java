package io.weir.engine.privacy.model;

/** What an empty value of a quasi-identifier is. */
public enum Empties {
  /** A value like any other. */
  CATEGORY,
  /**
   * It matches every value: a record with an empty is counted with each class that agrees with it
   * in all that is not empty, for k and for distinct values. It is never the other way round:
   * records without the empty do not hide one that has it, for its true value may be anything.
   * Everything else takes it for a category.
   */
  WILDCARD,
  /** There may be none. */
  REFUSE
}
