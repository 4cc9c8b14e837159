package io.weir.plugins.sourcepriority;

import io.weir.spi.ConflictGroup;
import io.weir.spi.ConflictStrategy;
import org.pf4j.Extension;

/** The record of the highest-ranking source stays, the first of its source; the others go. */
@Extension
public final class SourcePriority implements ConflictStrategy {
  @Override
  public String name() {
    return "source-priority";
  }

  @Override
  public String summary() {
    return "The record of the highest-ranking source stays, the first of its source; the others go.";
  }

  @Override
  public boolean makesNewKeys() {
    return false;
  }

  @Override
  public void resolve(ConflictGroup group) {
    group.keep(0);
    for (int member = 1; member < group.size(); member++) {
      group.drop(member);
    }
  }
}
