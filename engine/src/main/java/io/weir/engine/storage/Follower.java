package io.weir.engine.storage;

import io.weir.engine.entity.EntityShell;

/** What follows the journal, each at its own pace. */
public enum Follower {
  LISTS("views", EntityShell.LISTED),
  AUDIT_LOG("audit", EntityShell.AUDITED);

  private final String projection;
  private final String tag;

  Follower(String projection, String tag) {
    this.projection = projection;
    this.tag = tag;
  }

  /** Under which name the offset is kept. */
  String projection() {
    return projection;
  }

  /** Of the events that are followed. */
  String tag() {
    return tag;
  }
}
