package io.weir.engine.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.Progress.SourceProgress;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.Tries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is committed of a run: its parts, and what the rules did to the records these cover, so that
 * both are true together.
 *
 * @param masks over the parts of EXTRACT
 * @param prepared parts of ANONYMIZE
 * @param keyCounts what the keys did, and suppression after them
 * @param profiles of all tables; empty before they are taken, and in runs of versions that took
 *     none
 * @param suppressed absent before that is decided, and where there was nothing to decide
 * @param risks of tables with quasi-identifiers; likewise
 */
record RunBook(
    Set<Stage> completed,
    List<SourceBook> sources,
    List<MaskFile> masks,
    List<Part> prepared,
    List<RuleCount> keyCounts,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProfileFile> profiles,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Suppressed> suppressed,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RiskFile> risks) {
  RunBook {
    completed = completed.isEmpty() ? Set.of() : new TreeSet<>(completed);
    sources = List.copyOf(sources);
    masks = List.copyOf(masks);
    prepared = List.copyOf(prepared);
    keyCounts = List.copyOf(keyCounts);
    // Absent from what earlier versions stored.
    profiles = profiles == null ? List.of() : List.copyOf(profiles);
    suppressed = suppressed == null ? Optional.empty() : suppressed;
    risks = risks == null ? List.of() : List.copyOf(risks);
  }

  /**
   * One source of one table.
   *
   * @param parts in order
   * @param read records covered by the parts, or in all once complete
   * @param tries in vain; absent when there were none
   */
  record SourceBook(
      SourceKey source,
      List<Part> parts,
      ResumePoint resumePoint,
      boolean complete,
      long read,
      List<RuleCount> counts,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Tries> tries) {
    SourceBook {
      parts = List.copyOf(parts);
      counts = List.copyOf(counts);
    }

    static SourceBook opened(SourceKey source) {
      return new SourceBook(
          source, List.of(), ResumePoint.start(), false, 0, List.of(), Optional.empty());
    }

    SourceBook tried(Tries now) {
      return new SourceBook(
          source,
          parts,
          resumePoint,
          complete,
          read,
          counts,
          Optional.of(now).filter(some -> !some.equals(Tries.none())));
    }

    long extracted() {
      return parts.stream().mapToLong(Part::rows).sum();
    }
  }

  static RunBook empty() {
    return new RunBook(
        Set.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  Tries tries(SourceKey key) {
    return source(key).flatMap(SourceBook::tries).orElseGet(Tries::none);
  }

  Optional<SourceBook> source(SourceKey key) {
    return sources.stream().filter(book -> book.source().equals(key)).findFirst();
  }

  /** Whether exactly this part is committed already. */
  boolean has(Part part) {
    return part.id().stage() == Stage.ANONYMIZE
        ? prepared.contains(part)
        : source(new SourceKey(part.id().table(), part.id().source()))
            .map(book -> book.parts().contains(part))
            .orElse(false);
  }

  RunBook withPart(Part part, ResumePoint resumePoint, long read, List<RuleCount> counts) {
    if (part.id().stage() == Stage.ANONYMIZE) {
      List<Part> more = new ArrayList<>(prepared);
      more.removeIf(old -> old.id().equals(part.id()));
      more.add(part);
      more.sort(Comparator.comparing(Part::id));
      return new RunBook(
          completed, sources, masks, more, added(keyCounts, counts), profiles, suppressed, risks);
    }
    SourceKey key = new SourceKey(part.id().table(), part.id().source());
    SourceBook book = source(key).orElseGet(() -> SourceBook.opened(key));
    List<Part> parts = new ArrayList<>(book.parts());
    parts.add(part);
    return with(
        new SourceBook(
                key,
                parts,
                resumePoint,
                book.complete(),
                book.read() + read,
                added(book.counts(), counts),
                Optional.empty())
            .tried(tries(key).reached(resumePoint.bytes())));
  }

  RunBook restarted(SourceKey key) {
    long covered = source(key).map(book -> book.resumePoint().bytes()).orElse(0L);
    return with(SourceBook.opened(key).tried(tries(key).restarted(covered)));
  }

  RunBook attemptFailed(SourceKey key) {
    SourceBook book = source(key).orElseGet(() -> SourceBook.opened(key));
    return with(book.tried(tries(key).failedAgain()));
  }

  RunBook completed(SourceKey key, long read, List<RuleCount> trailing) {
    SourceBook book = source(key).orElseGet(() -> SourceBook.opened(key));
    return with(
        new SourceBook(
            key,
            book.parts(),
            book.resumePoint(),
            true,
            read,
            added(book.counts(), trailing),
            book.tries()));
  }

  RunBook keysResolved(List<MaskFile> newMasks, List<RuleCount> counts) {
    return new RunBook(completed, sources, newMasks, prepared, counts, profiles, suppressed, risks);
  }

  RunBook suppressed(Suppressed decided, List<RuleCount> counts) {
    return new RunBook(
        completed,
        sources,
        masks,
        prepared,
        added(keyCounts, counts),
        profiles,
        Optional.of(decided),
        risks);
  }

  RunBook completed(Stage stage) {
    Set<Stage> more = EnumSet.of(stage);
    more.addAll(completed);
    return new RunBook(more, sources, masks, prepared, keyCounts, profiles, suppressed, risks);
  }

  RunBook profiled(List<ProfileFile> files) {
    return new RunBook(completed, sources, masks, prepared, keyCounts, files, suppressed, risks);
  }

  RunBook assessed(List<RiskFile> files) {
    return new RunBook(completed, sources, masks, prepared, keyCounts, profiles, suppressed, files);
  }

  private RunBook with(SourceBook book) {
    List<SourceBook> books = new ArrayList<>(sources);
    books.removeIf(old -> old.source().equals(book.source()));
    books.add(book);
    return new RunBook(completed, books, masks, prepared, keyCounts, profiles, suppressed, risks);
  }

  /** Sums of the same rule in the same place become one. */
  private static List<RuleCount> added(List<RuleCount> counts, List<RuleCount> more) {
    if (more.isEmpty()) {
      return counts;
    }
    Map<RuleCount, Long> sums = new LinkedHashMap<>();
    for (List<RuleCount> some : List.of(counts, more)) {
      for (RuleCount count : some) {
        sums.merge(place(count), count.count(), Long::sum);
      }
    }
    return sums.entrySet().stream().map(sum -> of(sum.getKey(), sum.getValue())).toList();
  }

  private static RuleCount place(RuleCount count) {
    return of(count, 0L);
  }

  private static RuleCount of(RuleCount place, long count) {
    return new RuleCount(
        place.table(), place.source(), place.column(), place.rule(), place.round(), count);
  }

  /** Where an execution goes on. */
  Progress progress() {
    Map<SourceKey, SourceProgress> bySource = new HashMap<>();
    for (SourceBook book : sources) {
      bySource.put(
          book.source(),
          new SourceProgress(
              book.parts(), book.resumePoint(), book.complete(), tries(book.source())));
    }
    Map<PartId, MaskFile> byPart = new HashMap<>();
    masks.forEach(mask -> byPart.put(mask.part(), mask));
    Map<PartId, Part> made = new HashMap<>();
    prepared.forEach(part -> made.put(origin(part.id()), part));
    return new Progress(completed, bySource, byPart, suppressed, made);
  }

  /** A part of ANONYMIZE bears the number of the part of EXTRACT it was made of. */
  private static PartId origin(PartId id) {
    return new PartId(id.run(), Stage.EXTRACT, id.table(), id.source(), id.number());
  }
}
