package io.weir.engine.secret;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A secret without its bytes.
 *
 * @param versions from 1 on, deleted ones too: a version's number is never used for another
 */
public record SecretView(String name, List<Version> versions) {
  public SecretView {
    versions = List.copyOf(versions);
  }

  /**
   * @param deletedAt when its bytes were deleted, if they were
   */
  public record Version(int number, Instant madeAt, String madeBy, Optional<Instant> deletedAt) {
    public boolean isDeleted() {
      return deletedAt.isPresent();
    }
  }

  /** The version that documents mean when they name none; empty when all are deleted. */
  public OptionalInt newest() {
    return versions.stream().filter(it -> !it.isDeleted()).mapToInt(Version::number).max();
  }
}
