package io.weir.engine.access.grpc;

import com.google.protobuf.MessageLite;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.run.Kept;
import io.weir.engine.run.ReportedTables;
import io.weir.engine.run.RunReport.RuleTally;
import io.weir.engine.run.RunReport.SourceReport;
import io.weir.engine.vocabulary.WeirException;
import io.weir.v1.ColumnFlow;
import io.weir.v1.ColumnProfile;
import io.weir.v1.ColumnReport;
import io.weir.v1.Composition;
import io.weir.v1.HistogramBin;
import io.weir.v1.KeptState;
import io.weir.v1.ProfileState;
import io.weir.v1.RecordFlow;
import io.weir.v1.RuleCount;
import io.weir.v1.RunReport;
import io.weir.v1.TableReport;
import io.weir.v1.TableRisk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run's report as messages of bounded size: pages of tables, cut within a table when it has very
 * many columns.
 */
final class ReportMessages {
  /** Well below what a gRPC client takes when nothing else is agreed, which is 4 MiB. */
  private static final int LARGEST_PAGE = 1 << 20;

  private static final Pattern TOKEN = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

  private ReportMessages() {}

  /**
   * Where a page begins.
   *
   * @param table its place in the document, from 0
   * @param item how many of the table's items earlier pages had
   */
  record Place(int table, int item) {
    static Place of(PageRequest request) {
      if (request.token().isEmpty()) {
        return new Place(0, 0);
      }
      Matcher token = TOKEN.matcher(request.token());
      if (!token.matches()) {
        throw new WeirException(
            Refusals.invalid(
                "page_token",
                "The page token is not one of this report.",
                "Use the next_page_token of the previous page unchanged, or none."));
      }
      return new Place(Integer.parseInt(token.group(1)), Integer.parseInt(token.group(2)));
    }

    String token() {
      return table + "-" + item;
    }
  }

  /** One thing a table's report lists, and where it belongs. */
  private record Item(MessageLite message, Optional<Integer> source) {}

  static RunReport page(ReportedTables reported, Place from) {
    var whole = reported.report();
    RunReport.Builder page =
        RunReport.newBuilder()
            .setRunId(whole.run())
            .setTotals(flow(whole.flow()))
            .setSettled(whole.settled())
            .setProfiles(state(reported));
    whole.privacy().ifPresent(spending -> page.setPrivacy(PrivacyMessages.of(spending)));
    if (from.item() == 0) {
      reported.compositions().forEach(it -> page.addCompositions(composition(it)));
    }
    int room = LARGEST_PAGE;
    int item = from.item();
    for (int i = 0; i < reported.tables().size(); i++) {
      List<Item> items = items(reported.tables().get(i));
      int begin = Math.min(item, items.size());
      int end = begin;
      while (end < items.size() && (room > 0 || end == begin)) {
        room -= items.get(end++).message().getSerializedSize();
      }
      page.addTables(table(reported.tables().get(i), items.subList(begin, end)));
      if (end < items.size()) {
        return page.setNextPageToken(new Place(from.table() + i, end).token()).build();
      }
      item = 0;
      if (room <= 0 && i + 1 < reported.tables().size()) {
        return page.setNextPageToken(new Place(from.table() + i + 1, 0).token()).build();
      }
    }
    int next = from.table() + reported.tables().size();
    if (next < whole.tables().size()) {
      page.setNextPageToken(new Place(next, 0).token());
    }
    return page.build();
  }

  private static Composition composition(io.weir.engine.definition.Composition composition) {
    return Composition.newBuilder()
        .setTable(composition.table())
        .addAllColumns(composition.columns())
        .setOperation(composition.operation())
        .addAllVersions(composition.versions())
        .setRevealed(composition.revealed())
        .setAdvice(composition.advice())
        .build();
  }

  private static ProfileState state(ReportedTables reported) {
    if (reported.report().profiles().isEmpty()) {
      return ProfileState.NOT_TAKEN;
    }
    List<String> named = reported.report().profiles().stream().map(ProfileFile::table).toList();
    boolean deleted =
        reported.tables().stream()
            .filter(table -> named.contains(table.report().table()))
            .anyMatch(table -> table.profile() instanceof Kept.NotKept<TableProfile>);
    return deleted ? ProfileState.DELETED : ProfileState.TAKEN;
  }

  private static KeptState state(Kept<?> kept) {
    return switch (kept) {
      case Kept.NotTaken<?> _ -> KeptState.NONE_TAKEN;
      case Kept.Available<?> _ -> KeptState.AVAILABLE;
      case Kept.NotKept<?> _ -> KeptState.NOT_KEPT;
      case Kept.Damaged<?> _ -> KeptState.DAMAGED;
    };
  }

  private static List<Item> items(ReportedTables.Table table) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < table.report().sources().size(); i++) {
      Optional<Integer> source = Optional.of(i);
      for (RuleTally tally : table.report().sources().get(i).rules()) {
        items.add(new Item(rule(tally), source));
      }
      for (io.weir.engine.run.ColumnFlow flow : table.flows().get(i)) {
        items.add(new Item(flow(flow), source));
      }
    }
    table
        .profile()
        .available()
        .ifPresent(profile ->
            columns(profile).forEach(column -> items.add(new Item(column, Optional.empty()))));
    table
        .risk()
        .available()
        .ifPresent(risk -> items.add(new Item(RiskMessages.of(risk), Optional.empty())));
    return items;
  }

  private static TableReport table(ReportedTables.Table table, List<Item> items) {
    TableReport.Builder message =
        TableReport.newBuilder()
            .setTable(table.report().table())
            .setPrepared(table.report().flow().prepared())
            .setTotals(flow(table.report().flow()))
            .setProfileState(state(table.profile()))
            .setRiskState(state(table.risk()));
    for (SourceReport source : table.report().sources()) {
      message
          .addSourcesBuilder()
          .setSource(source.source())
          .setRead(source.read())
          .setExtracted(source.extracted())
          .setTotals(flow(source.flow()));
    }
    for (Item item : items) {
      switch (item.message()) {
        case RuleCount rule ->
            message.getSourcesBuilder(item.source().orElseThrow()).addRules(rule);
        case ColumnFlow flow ->
            message.getSourcesBuilder(item.source().orElseThrow()).addColumns(flow);
        case ColumnReport column -> message.addColumns(column);
        case TableRisk risk -> message.setRisk(risk);
        default -> throw new IllegalStateException("no part of a report");
      }
    }
    return message.build();
  }

  private static List<ColumnReport> columns(TableProfile profile) {
    Map<String, ColumnReport.Builder> columns = new LinkedHashMap<>();
    profile.before().forEach(before -> column(columns, before).setBefore(profile(before)));
    profile.after().forEach(after -> column(columns, after).setAfter(profile(after)));
    return columns.values().stream().map(ColumnReport.Builder::build).toList();
  }

  private static ColumnReport.Builder column(
      Map<String, ColumnReport.Builder> columns, io.weir.engine.dataplane.ColumnProfile profile) {
    return columns.computeIfAbsent(
        profile.column(), name -> ColumnReport.newBuilder().setColumn(name));
  }

  private static ColumnProfile profile(io.weir.engine.dataplane.ColumnProfile profile) {
    ColumnProfile.Builder message =
        ColumnProfile.newBuilder()
            .setType(profile.type().name().toLowerCase(Locale.ROOT))
            .setCount(profile.count())
            .setEmpty(profile.empty())
            .setDistinct(profile.distinct())
            .setDistinctEstimated(profile.estimated())
            .setWithheld(profile.withheld())
            .setLengths(profile.ofLengths());
    profile.minimum().ifPresent(message::setMinimum);
    profile.maximum().ifPresent(message::setMaximum);
    for (var bin : profile.histogram()) {
      message.addHistogram(
          HistogramBin.newBuilder().setFrom(bin.from()).setTo(bin.to()).setCount(bin.count()));
    }
    return message.build();
  }

  /** The same page with counts only: nothing of it is made of a value. */
  static RunReport withoutValues(RunReport page) {
    RunReport.Builder counts = page.toBuilder();
    for (TableReport.Builder table : counts.getTablesBuilderList()) {
      for (ColumnReport.Builder column : table.getColumnsBuilderList()) {
        if (column.hasBefore()) {
          withhold(column.getBeforeBuilder());
        }
        if (column.hasAfter()) {
          withhold(column.getAfterBuilder());
        }
      }
    }
    return counts.build();
  }

  private static void withhold(ColumnProfile.Builder profile) {
    profile.clearMinimum().clearMaximum().clearHistogram().setWithheld(true);
  }

  private static RecordFlow flow(io.weir.engine.run.RecordFlow flow) {
    return RecordFlow.newBuilder()
        .setRead(flow.read())
        .setDropped(flow.dropped())
        .setExtracted(flow.extracted())
        .setConflictDropped(flow.conflictDropped())
        .setOrphaned(flow.orphaned())
        .setSuppressed(flow.suppressed())
        .setPrepared(flow.prepared())
        .build();
  }

  private static ColumnFlow flow(io.weir.engine.run.ColumnFlow flow) {
    return ColumnFlow.newBuilder()
        .setColumn(flow.column())
        .setIn(flow.in())
        .setPassed(flow.passed())
        .setReplaced(flow.replaced())
        .setClamped(flow.clamped())
        .setDropped(flow.dropped())
        .build();
  }

  private static RuleCount rule(RuleTally rule) {
    return RuleCount.newBuilder()
        .setColumn(rule.column())
        .setRule(rule.rule().name())
        .setRound(rule.round())
        .setCount(rule.count())
        .build();
  }
}
