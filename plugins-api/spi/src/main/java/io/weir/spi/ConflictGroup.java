package io.weir.spi;

/**
 * Two or more records of one table with the same primary key value, ordered by the priority of
 * their source and, within a source, by extraction order. What the records hold besides is not
 * shown: a conflict is decided by where records come from.
 */
public interface ConflictGroup {
  /** How many records, at least two. */
  int size();

  /** The priority of a member's source: 0 is the highest. */
  int source(int member);

  /** The member stays as it is. At most one member of a group may keep its key. */
  void keep(int member);

  /** The member goes. */
  void drop(int member);

  /** The member stays under a fresh key of the column's type that collides with nothing. */
  void newKey(int member);
}
