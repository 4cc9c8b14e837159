package io.weir.engine.dataplane;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ConflictGroup;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import java.util.Map;
import java.util.function.Consumer;

/** Conflict strategies as a plugin would bring them. */
public final class Strategies implements Catalogue {
  private static final Map<String, ConflictStrategy> ALL =
      Map.of(
          "source-priority", strategy("source-priority", false, Strategies::keepFirst),
          "drop-all", strategy("drop-all", false, Strategies::dropAll),
          "new-keys", strategy("new-keys", true, Strategies::renewOthers),
          "mixed", strategy("mixed", true, Strategies::mix),
          "undecided", strategy("undecided", false, group -> group.keep(0)),
          "twice",
              strategy(
                  "twice",
                  false,
                  group -> {
                    group.drop(0);
                    group.drop(0);
                  }),
          "two-kept",
              strategy(
                  "two-kept",
                  false,
                  group -> {
                    group.keep(0);
                    group.keep(1);
                  }),
          "liar", strategy("liar", false, group -> group.newKey(0)),
          "broken",
              strategy(
                  "broken",
                  false,
                  group -> {
                    throw new IllegalStateException("no");
                  }));

  private static ConflictStrategy strategy(
      String name, boolean makesNewKeys, Consumer<ConflictGroup> decide) {
    return new ConflictStrategy() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String summary() {
        return "For tests.";
      }

      @Override
      public boolean makesNewKeys() {
        return makesNewKeys;
      }

      @Override
      public void resolve(ConflictGroup group) {
        decide.accept(group);
      }
    };
  }

  private static void keepFirst(ConflictGroup group) {
    group.keep(0);
    for (int member = 1; member < group.size(); member++) {
      group.drop(member);
    }
  }

  private static void dropAll(ConflictGroup group) {
    for (int member = 0; member < group.size(); member++) {
      group.drop(member);
    }
  }

  private static void renewOthers(ConflictGroup group) {
    group.keep(0);
    for (int member = 1; member < group.size(); member++) {
      group.newKey(member);
    }
  }

  /** Decides by size, position and source, in descending order of members. */
  private static void mix(ConflictGroup group) {
    for (int member = group.size() - 1; member >= 0; member--) {
      if ((group.size() + member + group.source(member)) % 3 == 0) {
        group.drop(member);
      } else {
        group.newKey(member);
      }
    }
  }

  @Override
  public ConflictStrategy conflictStrategy(String name) {
    ConflictStrategy strategy = ALL.get(name);
    if (strategy == null) {
      throw missing(name);
    }
    return strategy;
  }

  @Override
  public Connector connector(String name) {
    throw missing(name);
  }

  @Override
  public AnonymizationMethod anonymizationMethod(String name) {
    throw missing(name);
  }

  private static WeirException missing(String name) {
    return new WeirException(
        Problem.of(ErrorCode.MISSING_PLUGIN, "There is no " + name + ".", "Install it."));
  }
}
