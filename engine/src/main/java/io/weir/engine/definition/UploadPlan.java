package io.weir.engine.definition;

import java.util.Optional;

/**
 * How the result is published.
 *
 * @param connection the connection whose connector writes it; empty when the uploading script names
 *     it
 * @param script the uploading script's name, if there is one
 */
public record UploadPlan(
    Optional<String> connection, Optional<String> script, Protocol protocol, Bump bump) {

  /** What becomes of the collection protocol after the upload. */
  public enum Protocol {
    /** It stays; it must by itself yield what was uploaded. */
    KEEP,
    /** It is replaced by one that reads what was uploaded. */
    REWRITE
  }

  /** Which part of the version number rises. */
  public enum Bump {
    PATCH,
    MINOR,
    MAJOR
  }
}
