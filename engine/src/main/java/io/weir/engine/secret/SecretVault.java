package io.weir.engine.secret;

import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;

/**
 * Where secrets are made and kept. Implemented by {@code storage}; calls block. A change that is
 * repeated with its key is done once. All fail with {@link
 * io.weir.engine.vocabulary.WeirException}s.
 */
public interface SecretVault {
  /** How many versions a secret may have, deleted ones counted. */
  int MOST_VERSIONS = 1_000;

  /** Makes 32 random bytes under a name; fails with ALREADY_EXISTS. */
  SecretView create(String name, Origin origin);

  /** Makes another version; fails with NOT_FOUND, or WRONG_STATE when there are too many. */
  SecretView rotate(String name, Origin origin);

  /**
   * Deletes the bytes of a version for ever; fails with NOT_FOUND, or with WRONG_STATE for the
   * newest while others are left: what documents mean by the name would silently be an older one.
   */
  SecretView delete(String name, int version, Origin origin);

  /** Secrets by name. */
  Page<SecretView> list(PageRequest request);
}
