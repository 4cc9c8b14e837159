package io.weir.plugins.dropall;

import io.weir.spi.ConflictGroup;
import io.weir.spi.ConflictStrategy;
import org.pf4j.Extension;

/** Every record of a conflicting key goes. */
@Extension
public final class DropAll implements ConflictStrategy {
  @Override
  public String name() {
    return "drop-all";
  }

  @Override
  public String summary() {
    return "Every record of a conflicting key goes.";
  }

  @Override
  public boolean makesNewKeys() {
    return false;
  }

  @Override
  public void resolve(ConflictGroup group) {
    for (int member = 0; member < group.size(); member++) {
      group.drop(member);
    }
  }
}
