package io.weir.engine.privacy.search;

/**
 * What is known of a node that has been checked.
 *
 * @param anonymous whether it keeps the promise within the limit of suppression
 * @param hopeless whether that rules out all nodes below as well
 * @param suppressed records of classes that do not keep the promise
 * @param lasting of these, those that are suppressed at every node below as well
 * @param classes that keep the promise
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
    int suppressed,
    int lasting,
    int classes,
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
        suppressed,
        lasting,
        classes,
        allClasses,
        hopeful,
        squares,
        score,
        new double[0][]);
  }
}
