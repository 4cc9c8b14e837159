package io.weir.engine.access.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.ColumnProfile;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.definition.Composition;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.run.ColumnFlow;
import io.weir.engine.run.Kept;
import io.weir.engine.run.ReportedTables;
import io.weir.engine.run.RunReport;
import io.weir.engine.run.RunReport.RuleTally;
import io.weir.engine.run.RunReport.SourceReport;
import io.weir.engine.run.RunReport.TableReport;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ValueType;
import io.weir.v1.KeptState;
import io.weir.v1.ProfileState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportMessagesTest {
  private static final int LARGEST = 2 << 20;

  private static ReportedTables reported(int tables, int columns, boolean kept) {
    List<ReportedTables.Table> all =
        IntStream.range(0, tables).mapToObj(i -> table("t" + i, columns, kept)).toList();
    return new ReportedTables(
        new RunReport(
            "r",
            "m",
            "1.0.0",
            true,
            all.stream().map(ReportedTables.Table::report).toList(),
            all.stream().map(t -> new ProfileFile(t.report().table(), "p", 1, "c")).toList(),
            all.stream().map(t -> new RiskFile(t.report().table(), "r", 1, "c")).toList(),
            Optional.empty(),
            List.of()),
        all,
        List.of());
  }

  private static ReportedTables.Table table(String name, int columns, boolean kept) {
    List<String> names = IntStream.range(0, columns).mapToObj(i -> "column-" + i).toList();
    List<RuleTally> rules =
        names.stream().map(column -> new RuleTally(column, Rule.EMPTY_DROPPED, 0, 2)).toList();
    SourceReport source = new SourceReport("s", 10 + 2L * columns, 10, 10, rules);
    List<ColumnFlow> flows =
        names.stream().map(column -> new ColumnFlow(column, 12, 10, 0, 0, 2)).toList();
    List<ColumnProfile> profiles = names.stream().map(ReportMessagesTest::profile).toList();
    return new ReportedTables.Table(
        new TableReport(name, List.of(source)),
        List.of(flows),
        kept
            ? new Kept.Available<>(new TableProfile(name, profiles, profiles))
            : new Kept.NotKept<>(),
        kept ? new Kept.Available<>(risk(name)) : new Kept.NotKept<>());
  }

  private static TableRisk risk(String table) {
    TableRisk.Side side =
        new TableRisk.Side(
            List.of(new TableRisk.Column("age", 3, 1, 0)),
            10,
            0,
            4,
            1,
            4,
            30,
            new TableRisk.Finding(1, 0.4, List.of(new TableRisk.Above(2, 1))),
            Optional.empty(),
            List.of(new TableRisk.Sizes(1, 1, 1, 1)),
            List.of(new TableRisk.Disclosure("illness", 1, 1, Optional.of(0.5), "equal")));
    return new TableRisk(table, Optional.empty(), side, side);
  }

  private static ColumnProfile profile(String column) {
    String instant = "2026-01-01T00:00:00.123456Z";
    return new ColumnProfile(
        column,
        ValueType.DATETIME,
        10,
        0,
        10,
        false,
        false,
        Optional.of(instant),
        Optional.of(instant),
        Collections.nCopies(20, new ColumnProfile.Bin(instant, instant, 1)));
  }

  @Test
  void who_may_not_read_records_sees_counts_and_nothing_made_of_a_value() {
    io.weir.v1.RunReport whole = pages(reported(2, 3, true), 10).getFirst();
    assertTrue(whole.toString().contains("123456Z"));
    io.weir.v1.RunReport counts = ReportMessages.withoutValues(whole);
    assertTrue(!counts.toString().contains("123456Z"), counts.toString());
    var column = counts.getTables(1).getColumns(2);
    assertTrue(column.getBefore().getWithheld() && column.getAfter().getWithheld());
    assertEquals(10, column.getAfter().getDistinct());
    assertEquals(whole.getTables(1).getSourcesList(), counts.getTables(1).getSourcesList());
  }

  /** All pages, asked for as a caller does it. */
  private static List<io.weir.v1.RunReport> pages(ReportedTables reported, int size) {
    List<io.weir.v1.RunReport> pages = new ArrayList<>();
    String token = "";
    do {
      ReportMessages.Place place = ReportMessages.Place.of(new PageRequest(size, token));
      int end = Math.min(reported.tables().size(), place.table() + size);
      pages.add(
          ReportMessages.page(
              new ReportedTables(
                  reported.report(),
                  reported.tables().subList(place.table(), end),
                  place.table() == 0 ? reported.compositions() : List.of()),
              place));
      token = pages.getLast().getNextPageToken();
    } while (!token.isEmpty());
    return pages;
  }

  @Test
  void a_table_of_ten_thousand_columns_comes_in_pages_of_bounded_size() {
    List<io.weir.v1.RunReport> pages = pages(reported(2, 10_000, true), 100);
    assertTrue(pages.size() > 10);
    List<String> columns = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    for (var page : pages) {
      assertTrue(page.getSerializedSize() < LARGEST, () -> page.getSerializedSize() + " bytes");
      page.getTablesList()
          .forEach(table -> {
            table.getColumnsList().forEach(column -> columns.add(column.getColumn()));
            table
                .getSources(0)
                .getRulesList()
                .forEach(rule -> rules.add(table.getTable() + rule.getColumn()));
          });
    }
    assertEquals(20_000, columns.size());
    assertEquals(20_000, rules.size());
    assertEquals(20_000, rules.stream().distinct().count());
    assertEquals("column-0", columns.getFirst());
    assertEquals("column-9999", columns.getLast());
  }

  @Test
  void a_thousand_tables_come_page_by_page_each_with_the_sums_of_the_run() {
    ReportedTables reported = reported(1_000, 2, true);
    List<io.weir.v1.RunReport> pages = pages(reported, 100);
    assertTrue(pages.size() >= 10);
    assertEquals(1_000, pages.stream().mapToInt(page -> page.getTablesCount()).sum());
    for (var page : pages) {
      assertEquals(14_000, page.getTotals().getRead());
      assertEquals(4_000, page.getTotals().getDropped());
      assertEquals(10_000, page.getTotals().getPrepared());
      assertEquals(ProfileState.TAKEN, page.getProfiles());
    }
  }

  @Test
  void counts_stay_when_profiles_are_deleted_with_the_outbox() {
    var page = pages(reported(1, 3, false), 100).getFirst();
    assertEquals(ProfileState.DELETED, page.getProfiles());
    assertEquals(3, page.getTables(0).getSources(0).getRulesCount());
    assertEquals(0, page.getTables(0).getColumnsCount());
  }

  @Test
  void a_damaged_file_is_told_of_its_table_and_the_rest_of_the_report_is_there() {
    ReportedTables whole = reported(2, 3, true);
    ReportedTables.Table first = whole.tables().getFirst();
    ReportedTables damaged =
        new ReportedTables(
            whole.report(),
            List.of(
                new ReportedTables.Table(
                    first.report(), first.flows(), new Kept.Damaged<>(), new Kept.Damaged<>()),
                whole.tables().getLast()),
            List.of());
    var page = pages(damaged, 100).getFirst();
    assertEquals(ProfileState.TAKEN, page.getProfiles());
    assertEquals(KeptState.DAMAGED, page.getTables(0).getProfileState());
    assertEquals(KeptState.DAMAGED, page.getTables(0).getRiskState());
    assertEquals(0, page.getTables(0).getColumnsCount());
    assertEquals(3, page.getTables(0).getSources(0).getColumnsCount());
    assertEquals(KeptState.AVAILABLE, page.getTables(1).getRiskState());
    assertEquals(4, page.getTables(1).getRisk().getAfter().getClasses());
    assertEquals(0.4, page.getTables(1).getRisk().getAfter().getMarketer());
  }

  @Test
  void what_it_reveals_together_with_other_versions_is_told_once() {
    ReportedTables whole = reported(3, 5_000, true);
    ReportedTables composed =
        new ReportedTables(
            whole.report(),
            whole.tables(),
            List.of(new Composition("t1", List.of("age"), "permute", List.of("1.1.0"), "a", "b")));
    List<io.weir.v1.RunReport> pages = pages(composed, 2);
    assertTrue(pages.size() > 3, () -> pages.size() + " pages");
    var told = pages.stream().flatMap(page -> page.getCompositionsList().stream()).toList();
    assertEquals(1, told.size());
    assertEquals(List.of("age"), told.getFirst().getColumnsList());
    assertEquals(List.of("1.1.0"), told.getFirst().getVersionsList());
  }

  @Test
  void a_token_of_another_list_is_refused() {
    for (String token : List.of("x", "1", "1-", "-1-2", "1-2-3", "99999999999-1")) {
      assertThrows(
          WeirException.class, () -> ReportMessages.Place.of(new PageRequest(100, token)), token);
    }
  }
}
