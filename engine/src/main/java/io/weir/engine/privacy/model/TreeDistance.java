package io.weir.engine.privacy.model;

import io.weir.engine.privacy.table.LevelTable;

/**
 * The earth mover's distance over a hierarchy (Li et al. 2007, section 4.2): from the leaves up,
 * what a node's children have too much is moved to those that have too little, at the price of the
 * node's height; the rest is left to its parent. A hierarchy whose top level has several values
 * gets a root above.
 */
final class TreeDistance {
  private final LevelTable levels;
  private final int height;

  TreeDistance(LevelTable levels) {
    this.levels = levels;
    int top = levels.levels() - 1;
    height = levels.single(top) ? top : top + 1;
  }

  /**
   * @param differences by leaf; they sum up to 0
   */
  double of(double[] differences) {
    double[] extra = new double[levels.cardinality(0)];
    for (int leaf = 0; leaf < differences.length; leaf++) {
      extra[levels.code(0, leaf)] += differences[leaf];
    }
    double cost = 0;
    for (int level = 1; level <= height; level++) {
      int[] parents = parents(level, extra.length);
      double[] much = new double[level < levels.levels() ? levels.cardinality(level) : 1];
      double[] little = new double[much.length];
      for (int child = 0; child < extra.length; child++) {
        if (extra[child] > 0) {
          much[parents[child]] += extra[child];
        } else {
          little[parents[child]] -= extra[child];
        }
      }
      extra = new double[much.length];
      for (int parent = 0; parent < much.length; parent++) {
        cost += Math.min(much[parent], little[parent]) * level / height;
        extra[parent] = much[parent] - little[parent];
      }
    }
    return cost;
  }

  private int[] parents(int level, int children) {
    int[] parents = new int[children];
    if (level < levels.levels()) {
      for (int leaf = 0; leaf < levels.domain(); leaf++) {
        parents[levels.code(level - 1, leaf)] = levels.code(level, leaf);
      }
    }
    return parents;
  }
}
