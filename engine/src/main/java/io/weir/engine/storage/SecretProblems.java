package io.weir.engine.storage;

import io.weir.engine.connection.SecretStore.SecretName;
import io.weir.engine.dataplane.SecretReference;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;

/** What can be wrong with a stored secret. */
final class SecretProblems {
  private SecretProblems() {}

  static WeirException unreadable(SecretName name) {
    return new WeirException(
        Problem.of(
                ErrorCode.STORAGE_FAILED,
                "The secret \"%s\" of the connection \"%s\" does not open with this node's master key."
                    .formatted(name.setting(), name.connection()),
                "Start the node with the master key it was stored under, or set the secret again.")
            .at("connection", name.connection())
            .at("setting", name.setting()));
  }

  static WeirException unreadable(SecretReference secret) {
    return new WeirException(
        Problem.of(
                ErrorCode.STORAGE_FAILED,
                "The secret \"" + secret + "\" does not open with this node's master key.",
                "Start the node with the master key it was made under; without that key it is lost.")
            .at("secret", secret.toString()));
  }
}
