package io.weir.engine.dataplane;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger holds of a run: where an execution goes on.
 *
 * @param sources by table and source; absent when nothing of it is committed
 * @param masks over the parts of EXTRACT; present once KEYS is complete
 * @param suppressed present once that is decided; empty also when there was nothing to decide
 * @param prepared the parts of ANONYMIZE, by the part of EXTRACT they were made of
 */
public record Progress(
    Set<Stage> completed,
    Map<SourceKey, SourceProgress> sources,
    Map<PartId, MaskFile> masks,
    Optional<Suppressed> suppressed,
    Map<PartId, Part> prepared) {
  /** Of a run in which nothing was suppressed. */
  public Progress(
      Set<Stage> completed,
      Map<SourceKey, SourceProgress> sources,
      Map<PartId, MaskFile> masks,
      Map<PartId, Part> prepared) {
    this(completed, sources, masks, Optional.empty(), prepared);
  }

  public Progress {
    completed = Set.copyOf(completed);
    sources = Map.copyOf(sources);
    masks = Map.copyOf(masks);
    prepared = Map.copyOf(prepared);
  }

  public static Progress none() {
    return new Progress(Set.of(), new HashMap<>(), Map.of(), Map.of());
  }

  /**
   * @param parts in order
   * @param complete whether the source was read to its end
   * @param tries in vain so far
   */
  public record SourceProgress(
      List<Part> parts, ResumePoint resumePoint, boolean complete, Tries tries) {
    public SourceProgress {
      parts = List.copyOf(parts);
    }

    /** Of a source that was read without failures. */
    public SourceProgress(List<Part> parts, ResumePoint resumePoint, boolean complete) {
      this(parts, resumePoint, complete, Tries.none());
    }
  }
}
