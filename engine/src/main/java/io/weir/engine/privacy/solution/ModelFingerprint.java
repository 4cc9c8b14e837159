package io.weir.engine.privacy.solution;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Condition;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells models apart: SHA-256 of what is promised, the metric, and the columns with their levels.
 * It does not depend on values of the data.
 */
final class ModelFingerprint {
  private ModelFingerprint() {}

  static String of(Promise promise, Metric metric, List<LevelTable> columns) {
    StringBuilder text = new StringBuilder("weir privacy model 1\n");
    text.append(promise.k()).append('\n').append(promise.maxSuppressed()).append('\n');
    text.append(promise.empties()).append('\n').append(promise.population()).append('\n');
    text.append(metric).append('\n');
    for (Condition condition : promise.conditions()) {
      text.append(told(condition)).append('\n');
    }
    for (LevelTable column : columns) {
      text.append(column.name().length()).append(':').append(column.name());
      text.append(' ').append(column.lowest()).append(' ').append(column.highest());
      text.append(' ').append(column.levels()).append(' ').append(column.weight()).append('\n');
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("Every Java has SHA-256", never);
    }
  }

  private static String told(Condition condition) {
    return switch (condition) {
      case Condition.Distinct distinct -> distinct.toString();
      case Condition.Entropy entropy -> entropy.toString();
      case Condition.Recursive recursive -> recursive.toString();
      case Condition.Closeness closeness ->
          "closeness " + closeness.column() + " " + closeness.t() + " " + told(closeness.ground());
    };
  }

  private static String told(Condition.Ground ground) {
    return switch (ground) {
      case Condition.Ground.Equal equal -> "equal";
      case Condition.Ground.Ordered ordered -> "ordered";
      case Condition.Ground.Hierarchical tree ->
          "hierarchical " + tree.levels().name() + " " + tree.levels().levels();
    };
  }
}
