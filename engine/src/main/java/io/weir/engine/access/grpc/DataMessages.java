package io.weir.engine.access.grpc;

import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.entity.Page;
import io.weir.engine.module.ModuleVersionView;
import io.weir.engine.outbox.OutboxState;
import io.weir.engine.outbox.OutboxView;
import io.weir.engine.outbox.RecordPage;
import io.weir.engine.run.RejectedPage;
import io.weir.spi.ColumnSchema;
import io.weir.v1.CheckModuleResponse;
import io.weir.v1.GetAllResponse;
import io.weir.v1.ListModuleVersionsResponse;
import io.weir.v1.ModuleVersion;
import io.weir.v1.Outbox;
import io.weir.v1.OutboxColumn;
import io.weir.v1.OutboxTable;
import io.weir.v1.ReadRecordsResponse;
import io.weir.v1.ReadRejectedResponse;
import io.weir.v1.Record;
import io.weir.v1.RejectedField;
import io.weir.v1.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Modules, outboxes and records as messages. */
final class DataMessages {
  private DataMessages() {}

  static ModuleVersion version(ModuleVersionView version) {
    ModuleVersion.Builder message = ModuleVersion.newBuilder();
    version
        .original()
        .ifPresent(original ->
            message
                .setOriginalFormat(ExchangeMessages.format(original.format()))
                .setOriginalSha256(original.sha256()));
    version.privacy().ifPresent(ledger -> message.setPrivacy(PrivacyMessages.of(ledger)));
    return message
        .setModule(version.module())
        .setVersion(version.version())
        .setDocument(version.document())
        .setSha256(version.sha256())
        .setStoredAt(Times.timestamp(version.storedAt()))
        .setPreviousVersion(version.previousVersion())
        .setRunId(version.run())
        .build();
  }

  static ListModuleVersionsResponse versions(Page<ModuleVersionView> page) {
    return ListModuleVersionsResponse.newBuilder()
        .addAllVersions(page.map(DataMessages::version).items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  static CheckModuleResponse checked(DocumentResult result) {
    List<DocumentProblem> problems =
        switch (result) {
          case DocumentResult.Resolved resolved -> resolved.warnings();
          case DocumentResult.Rejected rejected -> rejected.problems();
        };
    boolean warning = result instanceof DocumentResult.Resolved;
    return CheckModuleResponse.newBuilder()
        .addAllProblems(problems.stream().map(problem -> problem(problem, warning)).toList())
        .build();
  }

  static io.weir.v1.DocumentProblem problem(DocumentProblem problem, boolean warning) {
    return io.weir.v1.DocumentProblem.newBuilder()
        .setPointer(problem.pointer())
        .setLine(problem.line())
        .setColumn(problem.column())
        .setMessage(problem.message())
        .setAdvice(problem.advice())
        .setWarning(warning)
        .build();
  }

  static Outbox outbox(OutboxView outbox) {
    return Outbox.newBuilder()
        .setOutboxId(outbox.id())
        .setRunId(outbox.run())
        .setTaskId(outbox.task())
        .setRevision(outbox.revision())
        .setState(state(outbox.state()))
        .addAllTables(outbox.tables().stream().map(DataMessages::table).toList())
        .setPreparedAt(Times.timestamp(outbox.preparedAt()))
        .build();
  }

  static GetAllResponse outboxes(Page<OutboxView> page) {
    return GetAllResponse.newBuilder()
        .addAllOutboxes(page.map(DataMessages::outbox).items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  static ReadRecordsResponse records(RecordPage page) {
    return ReadRecordsResponse.newBuilder()
        .addAllColumns(page.columns())
        .addAllRecords(page.records().stream().map(DataMessages::record).toList())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static Record record(List<Optional<String>> values) {
    Record.Builder message = Record.newBuilder();
    for (Optional<String> value : values) {
      Value.Builder field = Value.newBuilder();
      value.ifPresent(field::setText);
      message.addValues(field);
    }
    return message.build();
  }

  static ReadRejectedResponse rejected(RejectedPage page) {
    return ReadRejectedResponse.newBuilder()
        .addAllRecords(
            page.records().stream().map(record -> rejected(record, page.sources())).toList())
        .setNextPageToken(page.nextToken())
        .setMost(page.most())
        .build();
  }

  private static io.weir.v1.RejectedRecord rejected(RejectedRecord record, List<String> sources) {
    return io.weir.v1.RejectedRecord.newBuilder()
        .setSource(sources.get(record.source()))
        .setPosition(record.position())
        .setColumn(record.column())
        .setRule(record.rule().name())
        .addAllFields(record.fields().stream().map(DataMessages::field).toList())
        .setCut(record.cut())
        .build();
  }

  private static RejectedField field(RejectedRecord.Field field) {
    return RejectedField.newBuilder()
        .setColumn(field.column())
        .setText(field.text())
        .setCut(field.cut())
        .build();
  }

  private static OutboxTable table(OutboxView.Table table) {
    return OutboxTable.newBuilder()
        .setTable(table.table())
        .addAllColumns(table.columns().stream().map(DataMessages::column).toList())
        .setRecords(table.records())
        .build();
  }

  private static OutboxColumn column(ColumnSchema column) {
    return OutboxColumn.newBuilder()
        .setName(column.name())
        .setType(column.type().name().toLowerCase(Locale.ROOT))
        .build();
  }

  private static io.weir.v1.OutboxState state(OutboxState state) {
    return switch (state) {
      case AWAITING_REVIEW -> io.weir.v1.OutboxState.AWAITING_REVIEW;
      case UPLOAD_CONFIRMED -> io.weir.v1.OutboxState.UPLOAD_CONFIRMED;
      case UPLOADED -> io.weir.v1.OutboxState.OUTBOX_UPLOADED;
      case CLEARED -> io.weir.v1.OutboxState.CLEARED;
    };
  }
}
