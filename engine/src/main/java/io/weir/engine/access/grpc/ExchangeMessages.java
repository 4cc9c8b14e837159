package io.weir.engine.access.grpc;

import io.weir.engine.definition.ModuleDiff;
import io.weir.engine.definition.ModuleDiff.Change;
import io.weir.engine.definition.ModuleDiff.Kind;
import io.weir.engine.definition.ModuleDiff.Subject;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.engine.interchange.Exported;
import io.weir.engine.interchange.ModuleFormat;
import io.weir.engine.module.ModuleVersionView;
import io.weir.v1.ChangeKind;
import io.weir.v1.ChangeSubject;
import io.weir.v1.DiffModuleVersionsResponse;
import io.weir.v1.ExportModuleResponse;
import io.weir.v1.ModuleChange;
import io.weir.v1.VersionBump;
import java.util.Arrays;

/** Formats, exports and differences as messages. */
final class ExchangeMessages {
  /** More changes than anybody reads; the answer tells how many there are. */
  private static final int MOST_CHANGES = 1_000;

  private ExchangeMessages() {}

  static ModuleFormat format(io.weir.v1.ModuleFormat format) {
    return switch (format) {
      case MODULE_FORMAT_UNSPECIFIED, MODULE_FORMAT_NATIVE -> ModuleFormat.NATIVE;
      case MODULE_FORMAT_CSVW -> ModuleFormat.CSVW;
      case MODULE_FORMAT_CROISSANT -> ModuleFormat.CROISSANT;
      case UNRECOGNIZED ->
          throw Calls.invalid(
              "format",
              "The format is not one this version knows.",
              "Use MODULE_FORMAT_NATIVE, MODULE_FORMAT_CSVW or MODULE_FORMAT_CROISSANT.");
    };
  }

  private static io.weir.v1.ModuleFormat message(ModuleFormat format) {
    return switch (format) {
      case NATIVE -> io.weir.v1.ModuleFormat.MODULE_FORMAT_NATIVE;
      case CSVW -> io.weir.v1.ModuleFormat.MODULE_FORMAT_CSVW;
      case CROISSANT -> io.weir.v1.ModuleFormat.MODULE_FORMAT_CROISSANT;
    };
  }

  /** The format that a stored word names; a later version may have stored others. */
  static io.weir.v1.ModuleFormat format(String word) {
    return Arrays.stream(ModuleFormat.values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .map(ExchangeMessages::message)
        .orElse(io.weir.v1.ModuleFormat.MODULE_FORMAT_UNSPECIFIED);
  }

  static ExportModuleResponse exported(
      ModuleVersionView version, ModuleFormat format, Exported exported) {
    return ExportModuleResponse.newBuilder()
        .setModule(version.module())
        .setVersion(version.version())
        .setFormat(message(format))
        .setDescription(exported.text())
        .addAllWarnings(
            exported.warnings().stream().map(it -> DataMessages.problem(it, true)).toList())
        .build();
  }

  static DiffModuleVersionsResponse diff(
      ModuleVersionView from, ModuleVersionView to, ModuleDiff diff) {
    DiffModuleVersionsResponse.Builder message =
        DiffModuleVersionsResponse.newBuilder()
            .setModule(to.module())
            .setFromVersion(from.version())
            .setToVersion(to.version())
            .setChangeCount(diff.changes().size());
    diff.changes().stream()
        .limit(MOST_CHANGES)
        .forEach(change -> message.addChanges(change(change)));
    diff.demands().ifPresent(bump -> message.setDemands(bump(bump)));
    return message.build();
  }

  private static ModuleChange change(Change change) {
    ModuleChange.Builder message =
        ModuleChange.newBuilder()
            .setKind(kind(change.kind()))
            .setSubject(subject(change.subject()))
            .setDemands(bump(change.demands()));
    change.before().ifPresent(it -> message.setFromPointer(it.pointer()).setFromText(it.text()));
    change.after().ifPresent(it -> message.setToPointer(it.pointer()).setToText(it.text()));
    return message.build();
  }

  private static ChangeKind kind(Kind kind) {
    return switch (kind) {
      case ADDED -> ChangeKind.CHANGE_KIND_ADDED;
      case REMOVED -> ChangeKind.CHANGE_KIND_REMOVED;
      case CHANGED -> ChangeKind.CHANGE_KIND_CHANGED;
    };
  }

  private static ChangeSubject subject(Subject subject) {
    return switch (subject) {
      case METADATA -> ChangeSubject.CHANGE_SUBJECT_METADATA;
      case TABLE -> ChangeSubject.CHANGE_SUBJECT_TABLE;
      case COLUMN -> ChangeSubject.CHANGE_SUBJECT_COLUMN;
      case TYPE -> ChangeSubject.CHANGE_SUBJECT_TYPE;
      case RULE -> ChangeSubject.CHANGE_SUBJECT_RULE;
      case KEY -> ChangeSubject.CHANGE_SUBJECT_KEY;
      case SOURCE -> ChangeSubject.CHANGE_SUBJECT_SOURCE;
      case ANONYMIZATION -> ChangeSubject.CHANGE_SUBJECT_ANONYMIZATION;
      case UPLOAD -> ChangeSubject.CHANGE_SUBJECT_UPLOAD;
    };
  }

  private static VersionBump bump(Bump bump) {
    return switch (bump) {
      case PATCH -> VersionBump.VERSION_BUMP_PATCH;
      case MINOR -> VersionBump.VERSION_BUMP_MINOR;
      case MAJOR -> VersionBump.VERSION_BUMP_MAJOR;
    };
  }
}
