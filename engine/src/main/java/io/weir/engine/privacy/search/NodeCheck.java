package io.weir.engine.privacy.search;

/**
 * What is known of a node that has been checked.
 *
 * @param anonymous whether it keeps the promise within the limit of suppression
 * @param hopeless whether that rules out all nodes below as well
 * @param refused whether no limit of suppression would help, for persons who must be in a class are
 *     in none
 * @param suppressed records of classes that do not keep the promise
 * @param lasting of these, those that are suppressed at every node below as well
 * @param classes that keep the promise
 * @param smallest records of the smallest class that keeps the promise, 0 without one; -1 if
 *     unknown
 * @param allClasses with a record
 * @param hopeful classes that are not suppressed for certain at every node below
 * @param squares the sum of the squared sizes of all classes
 * @param score what its solution costs; less is better
 * @param terms by column and level up to the node's: what nodes below cost at least there, given
 *     what is suppressed there for certain; empty for metrics that are not taken by column
 */
record NodeCheck(
    int[] levels,
    boolean anonymous,
    boolean hopeless,
    boolean refused,
    int suppressed,
    int lasting,
    int classes,
    int smallest,
    int allClasses,
    int hopeful,
    long squares,
    long score,
    double[][] terms) {

  NodeCheck withoutTerms() {
    return new NodeCheck(
        levels,
        anonymous,
        hopeless,
        refused,
        suppressed,
        lasting,
        classes,
        smallest,
        allClasses,
        hopeful,
        squares,
        score,
        new double[0][]);
  }
}
