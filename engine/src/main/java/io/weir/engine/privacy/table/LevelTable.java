package io.weir.engine.privacy.table;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How the values of a quasi-identifier generalize: for each level the code of each base value.
 * Values that share a code at one level share one at every higher level. All base values together
 * are the column's domain: what a value's generalization gives up is measured against it, whether
 * or not every value occurs.
 */
public final class LevelTable {
  /** Stands for "no value at this level". */
  public static final int UNMAPPED = -1;

  private final String name;
  private final int[][] codes;
  private final int[] cardinalities;
  private final int lowest;
  private final int highest;
  private final double weight;
  private final OptionalInt empty;

  private LevelTable(
      String name, int[][] codes, int lowest, int highest, double weight, OptionalInt empty) {
    this.name = name;
    this.codes = codes;
    this.lowest = lowest;
    this.highest = highest;
    this.weight = weight;
    this.empty = empty;
    cardinalities = new int[codes.length];
    for (int level = 0; level < codes.length; level++) {
      cardinalities[level] = Arrays.stream(codes[level]).max().orElse(-1) + 1;
    }
  }

  /**
   * Levels of a column, all of which may be searched, with the weight 1 and no empty value.
   *
   * @param codes by level and base value, from 0; {@link #UNMAPPED} where a value has none
   * @param total whether every base value has a code at every level
   * @throws WeirException if levels differ in size, are not nested, or not total although said so
   */
  public static LevelTable of(String name, int[][] codes, boolean total) {
    if (codes.length == 0 || codes[0].length == 0) {
      throw refused(name, "has no level or no value", "give it at least one of each");
    }
    int[][] copy = new int[codes.length][];
    for (int level = 0; level < codes.length; level++) {
      copy[level] = codes[level].clone();
      if (copy[level].length != codes[0].length) {
        throw refused(
            name, "has levels of different size", "give every level a code for each base value");
      }
      checkCodes(name, copy[level], level, total);
      if (level > 0) {
        checkNested(name, copy[level - 1], copy[level], level);
      }
    }
    return new LevelTable(name, copy, 0, copy.length - 1, 1, OptionalInt.empty());
  }

  private static void checkCodes(String name, int[] codes, int level, boolean total) {
    for (int code : codes) {
      if (code < UNMAPPED || total && code == UNMAPPED) {
        throw refused(
            name,
            "has a base value without a code at level " + level,
            "map it, or do not declare the levels total");
      }
    }
  }

  private static void checkNested(String name, int[] finer, int[] coarser, int level) {
    int[] parent = new int[Arrays.stream(finer).max().orElse(-1) + 1];
    Arrays.fill(parent, Integer.MIN_VALUE);
    for (int value = 0; value < finer.length; value++) {
      if (finer[value] == UNMAPPED) {
        continue;
      }
      int known = parent[finer[value]];
      if (known != Integer.MIN_VALUE && known != coarser[value]) {
        throw refused(
            name,
            "is not nested: values that are one at level " + (level - 1) + " differ at " + level,
            "let values that share a group share all its ancestors");
      }
      parent[finer[value]] = coarser[value];
    }
  }

  /** The same, searched from one level to another, both included. */
  public LevelTable between(int lowest, int highest) {
    if (lowest < 0 || highest < lowest || highest >= codes.length) {
      throw refused(
          name,
          "has levels 0 to " + (codes.length - 1) + ", not " + lowest + " to " + highest,
          "choose levels it has");
    }
    return new LevelTable(name, codes, lowest, highest, weight, empty);
  }

  /**
   * The same with a weight: how much its loss counts beside that of other columns.
   *
   * @param weight not negative
   */
  public LevelTable weighing(double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw refused(name, "has a weight that is no finite number from 0", "give it another");
    }
    return new LevelTable(name, codes, lowest, highest, weight, empty);
  }

  /**
   * The same, of which one base value is the empty one.
   *
   * @param code of the empty value; at each level it must be alone, or one with all others
   */
  public LevelTable withEmpty(int code) {
    for (int[] level : codes) {
      long sharing = Arrays.stream(level).filter(other -> other == level[code]).count();
      if (sharing != 1 && sharing != level.length) {
        throw refused(
            name,
            "generalizes empty values together with some others, not all",
            "keep empty values by themselves below the top level");
      }
    }
    return new LevelTable(name, codes, lowest, highest, weight, OptionalInt.of(code));
  }

  private static WeirException refused(String name, String what, String advice) {
    return new WeirException(
        Problem.of(
                ErrorCode.INVALID_REQUEST,
                "The hierarchy of column " + name + " " + what + ".",
                Character.toUpperCase(advice.charAt(0)) + advice.substring(1) + ".")
            .at("column", name));
  }

  public String name() {
    return name;
  }

  /** How many levels there are, whether they are searched or not. */
  public int levels() {
    return codes.length;
  }

  /** How many base values there are. */
  public int domain() {
    return codes[0].length;
  }

  public int lowest() {
    return lowest;
  }

  public int highest() {
    return highest;
  }

  public double weight() {
    return weight;
  }

  /** The code of the empty base value, if there is one. */
  public OptionalInt empty() {
    return empty;
  }

  /** The code of a base value at a level, or {@link #UNMAPPED}. */
  public int code(int level, int value) {
    return codes[level][value];
  }

  /** Whether a base value has a code at every level that is searched. */
  public boolean maps(int value) {
    for (int level = lowest; level <= highest; level++) {
      if (value >= domain() || codes[level][value] == UNMAPPED) {
        return false;
      }
    }
    return true;
  }

  /** One more than the greatest code at a level. */
  public int cardinality(int level) {
    return cardinalities[level];
  }

  /** Whether all base values are one at a level. */
  public boolean single(int level) {
    return cardinalities[level] == 1;
  }
}
