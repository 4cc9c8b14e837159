package io.weir.engine.entity;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;

/** The refusals all entities have in common, in the same words. */
public final class Refusals {
  private Refusals() {}

  public static Problem notFound(String kind, String id) {
    return Problem.of(
            ErrorCode.NOT_FOUND,
            "There is no " + kind + " \"" + id + "\".",
            "Check the name; the list shows all there are.")
        .at(kind, id);
  }

  public static Problem alreadyExists(String kind, String id) {
    return Problem.of(
            ErrorCode.ALREADY_EXISTS,
            "There is a " + kind + " \"" + id + "\" already.",
            "Choose another name, or update the existing one.")
        .at(kind, id);
  }

  public static Problem revisionConflict(String kind, String id, long expected, long actual) {
    return Problem.of(
            ErrorCode.REVISION_CONFLICT,
            "The %s \"%s\" is at revision %d, the request was made for revision %d."
                .formatted(kind, id, actual, expected),
            "Read it again, look at what changed, and repeat the request with its new revision.")
        .at(kind, id)
        .at("revision", Long.toString(actual));
  }

  public static Problem wrongState(String kind, String id, String message, String advice) {
    return Problem.of(ErrorCode.WRONG_STATE, message, advice).at(kind, id);
  }

  public static Problem invalid(String field, String message, String advice) {
    return Problem.of(ErrorCode.INVALID_REQUEST, message, advice).at("field", field);
  }
}
