package io.weir.plugins.newkeys;

import io.weir.spi.ConflictGroup;
import io.weir.spi.ConflictStrategy;
import org.pf4j.Extension;

/** All records stay: the first keeps its key, the others get fresh ones. */
@Extension
public final class NewKeys implements ConflictStrategy {
  @Override
  public String name() {
    return "new-keys";
  }

  @Override
  public String summary() {
    return "All records stay: the first keeps its key, the others get fresh ones.";
  }

  @Override
  public boolean makesNewKeys() {
    return true;
  }

  @Override
  public void resolve(ConflictGroup group) {
    group.keep(0);
    for (int member = 1; member < group.size(); member++) {
      group.newKey(member);
    }
  }
}
