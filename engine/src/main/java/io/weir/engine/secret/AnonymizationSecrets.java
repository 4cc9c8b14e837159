package io.weir.engine.secret;

import io.weir.engine.entity.Naming;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.vocabulary.WeirException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * All secrets of anonymization methods. Every call fails with a {@link WeirException}; none gives
 * bytes away.
 */
public final class AnonymizationSecrets {
  private final SecretVault vault;
  private final Executor blocking;

  /**
   * @param blocking runs what waits for the vault
   */
  public AnonymizationSecrets(SecretVault vault, Executor blocking) {
    this.vault = vault;
    this.blocking = blocking;
  }

  /** A new secret; fails with ALREADY_EXISTS or INVALID_REQUEST. */
  public CompletionStage<SecretView> create(String by, String name, String key) {
    return later(() -> vault.create(usable(name), Origin.of(by, key, "create", name)));
  }

  /** A new version of a secret; earlier ones stay for those who name them. */
  public CompletionStage<SecretView> rotate(String by, String name, String key) {
    return later(() -> vault.rotate(usable(name), Origin.of(by, key, "rotate", name)));
  }

  /** Deletes a version for ever. */
  public CompletionStage<SecretView> delete(String by, String name, int version, String key) {
    return later(() -> {
      if (version < 1) {
        throw new WeirException(
            Refusals.invalid(
                "version",
                "The request names no version of the secret.",
                "Name the version that is to be deleted; versions count from 1."));
      }
      return vault.delete(usable(name), version, Origin.of(by, key, "delete", name, version));
    });
  }

  /** Secrets by name. */
  public CompletionStage<Page<SecretView>> list(PageRequest request) {
    return later(() -> vault.list(request));
  }

  private <T> CompletionStage<T> later(Supplier<T> act) {
    return CompletableFuture.supplyAsync(act, blocking);
  }

  private static String usable(String name) {
    Naming.NAME
        .refusal("secret", name)
        .ifPresent(problem -> {
          throw new WeirException(problem);
        });
    return name;
  }
}
