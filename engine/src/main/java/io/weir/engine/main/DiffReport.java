package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.ModuleDiff;
import io.weir.engine.definition.ModuleDiff.Stand;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SemanticVersion;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.v1.DiffModuleVersionsResponse;
import io.weir.v1.ModuleChange;
import io.weir.v1.VersionBump;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What differs between two versions, as a command tells it.
 *
 * @param count how many changes there are, told or not
 * @param demands the least rise of the number: patch, minor or major; empty if nothing differs
 */
record DiffReport(
    String module, String from, String to, List<Line> lines, int count, String demands) {
  private static final int LONGEST = 100;

  /**
   * @param before pointer and text, or nothing
   */
  record Line(
      String kind, String subject, Optional<Stand> before, Optional<Stand> after, String demands) {}

  static DiffReport of(Plan from, Plan to, ModuleDiff diff) {
    return new DiffReport(
        to.module(),
        from.version(),
        to.version(),
        diff.changes().stream()
            .map(it ->
                new Line(
                    word(it.kind()),
                    word(it.subject()),
                    it.before(),
                    it.after(),
                    word(it.demands())))
            .toList(),
        diff.changes().size(),
        diff.demands().map(DiffReport::word).orElse(""));
  }

  static DiffReport of(DiffModuleVersionsResponse diff) {
    return new DiffReport(
        diff.getModule(),
        diff.getFromVersion(),
        diff.getToVersion(),
        diff.getChangesList().stream().map(DiffReport::line).toList(),
        diff.getChangeCount(),
        diff.getDemands() == VersionBump.VERSION_BUMP_UNSPECIFIED ? "" : word(diff.getDemands()));
  }

  private static Line line(ModuleChange change) {
    return new Line(
        word(change.getKind()),
        word(change.getSubject()),
        change.hasFromPointer()
            ? Optional.of(new Stand(change.getFromPointer(), change.getFromText()))
            : Optional.empty(),
        change.hasToPointer()
            ? Optional.of(new Stand(change.getToPointer(), change.getToText()))
            : Optional.empty(),
        word(change.getDemands()));
  }

  /** The last word of a name of ours or of the API's. */
  private static String word(Enum<?> value) {
    return value
        .name()
        .replaceFirst("^(CHANGE_KIND|CHANGE_SUBJECT|VERSION_BUMP)_", "")
        .toLowerCase(Locale.ROOT);
  }

  void print(Terminal out) {
    for (Line line : lines) {
      String at = line.after().or(line::before).orElseThrow().pointer();
      String kind = line.kind() + " " + line.subject();
      out.line(
          (line.demands().equals("major") ? out.bad("major") : line.demands())
              + "  "
              + out.bold(kind)
              + "  "
              + at);
      line.before().ifPresent(it -> out.line("  - " + cut(it.text())));
      line.after().ifPresent(it -> out.line("  + " + cut(it.text())));
    }
    if (count > lines.size()) {
      out.line("and " + (count - lines.size()) + " more");
    }
    out.line(
        count == 0
            ? "no difference"
            : DocumentProblemPrinter.count(count, "change")
                + "; from "
                + from
                + " the version must become at least "
                + least().orElse("a " + demands + " one higher"));
    if (!suffices()) {
      out.line(out.bad("too low") + "  " + to + " is lower than that");
    }
  }

  private Optional<String> least() {
    return demands.isEmpty()
        ? Optional.empty()
        : SemanticVersion.parse(from)
            .map(it -> it.bump(Bump.valueOf(demands.toUpperCase(Locale.ROOT))).toString());
  }

  /** Whether the number of the second rises as far as the changes demand. */
  private boolean suffices() {
    Optional<SemanticVersion> least = least().flatMap(SemanticVersion::parse);
    return least.isEmpty()
        || SemanticVersion.parse(to).filter(it -> it.compareTo(least.get()) >= 0).isPresent();
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("ok", true);
    node.put("module", module);
    node.put("from", from);
    node.put("to", to);
    node.put("demands", demands);
    node.put("suffices", suffices());
    node.put("changeCount", count);
    ArrayNode array = node.putArray("changes");
    for (Line line : lines) {
      ObjectNode change =
          array
              .addObject()
              .put("kind", line.kind())
              .put("subject", line.subject())
              .put("demands", line.demands());
      line.before()
          .ifPresent(it -> change.put("fromPointer", it.pointer()).put("fromText", it.text()));
      line.after().ifPresent(it -> change.put("toPointer", it.pointer()).put("toText", it.text()));
    }
    return node;
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
