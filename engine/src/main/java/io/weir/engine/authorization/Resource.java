package io.weir.engine.authorization;

import java.util.Set;

/**
 * What an action is done to.
 *
 * @param kind such as {@code task}
 * @param id empty when the action concerns all of the kind, as lists do
 * @param owners the people it belongs to; empty where ownership means nothing
 */
public record Resource(String kind, String id, Set<String> owners) {
  public Resource {
    owners = Set.copyOf(owners);
  }

  public static Resource of(String kind, String id) {
    return new Resource(kind, id, Set.of());
  }

  /** All things of a kind. */
  public static Resource all(String kind) {
    return new Resource(kind, "", Set.of());
  }

  public Resource ownedBy(Set<String> people) {
    return new Resource(kind, id, people);
  }

  /** As the audit log writes it: {@code task/clinic}, or {@code task} for all of them. */
  public String path() {
    return id.isEmpty() ? kind : kind + "/" + id;
  }
}
