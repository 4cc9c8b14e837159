package io.weir.engine.privacy.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Condition;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleIndex;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ARX's own sample and hierarchies, and what ARX finds for them. */
@Tag("conformance")
class AdultConformanceTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.conformance.data")).resolve("arx");
  private static final int K = 5;

  /** The sample, of which one column may be sensitive (or -1). */
  private record Adult(
      List<String[]> records,
      List<List<String[]>> hierarchies,
      List<Map<String, Integer>> codes,
      int sensitive) {
    static Adult read(String sensitive) throws IOException {
      List<String> lines = Files.readAllLines(DATA.resolve("adult.csv"));
      List<String> names = List.of(lines.getFirst().split(";"));
      List<List<String[]>> hierarchies = new ArrayList<>();
      for (String name : names) {
        hierarchies.add(
            split(Files.readAllLines(DATA.resolve("adult_hierarchy_" + name + ".csv"))));
      }
      return new Adult(
          split(lines.subList(1, lines.size())),
          hierarchies,
          hierarchies.stream().map(hierarchy -> codes(hierarchy, 0)).toList(),
          names.indexOf(sensitive));
    }

    private static List<String[]> split(List<String> lines) {
      return lines.stream().map(line -> line.split(";")).toList();
    }

    List<Integer> quasi() {
      List<Integer> columns = new ArrayList<>();
      for (int column = 0; column < hierarchies.size(); column++) {
        if (column != sensitive) {
          columns.add(column);
        }
      }
      return columns;
    }

    private static Map<String, Integer> codes(List<String[]> hierarchy, int level) {
      Map<String, Integer> codes = new HashMap<>();
      hierarchy.forEach(row -> codes.putIfAbsent(row[level], codes.size()));
      return codes;
    }

    LevelTable levels(int column) {
      List<String[]> rows = hierarchies.get(column);
      int[][] codes = new int[rows.getFirst().length][rows.size()];
      for (int level = 0; level < codes.length; level++) {
        Map<String, Integer> of = codes(rows, level);
        for (int value = 0; value < rows.size(); value++) {
          codes[level][value] = of.get(rows.get(value)[level]);
        }
      }
      return LevelTable.of("column " + column, codes, true);
    }

    int[] tuple(String[] record) {
      return quasi().stream().mapToInt(column -> codes.get(column).get(record[column])).toArray();
    }

    TupleTable table() {
      TupleTableBuilder builder =
          new TupleTableBuilder(quasi().size(), sensitive < 0 ? 0 : 1, 1 << 26);
      for (String[] record : records) {
        int[] values =
            sensitive < 0 ? new int[0] : new int[] {codes.get(sensitive).get(record[sensitive])};
        builder.add(tuple(record), values, 1);
      }
      return builder.build(quasi().stream().map(this::levels).toList());
    }

    /** Members of each class, by the text of what is published of them; suppressed ones missing. */
    Map<List<String>, List<String[]>> published(Outcome.Found found) {
      TupleIndex index = new TupleIndex(found.recoding().table());
      Map<List<String>, List<String[]>> classes = new HashMap<>();
      List<Map<String, String[]>> rows = new ArrayList<>();
      for (List<String[]> hierarchy : hierarchies) {
        Map<String, String[]> byValue = new HashMap<>();
        hierarchy.forEach(row -> byValue.put(row[0], row));
        rows.add(byValue);
      }
      for (String[] record : records) {
        int tuple = index.finder().find(tuple(record));
        if (!found.recoding().suppressed(tuple)) {
          List<String> values = new ArrayList<>();
          for (int at = 0; at < quasi().size(); at++) {
            int column = quasi().get(at);
            values.add(rows.get(column).get(record[column])[found.recoding().level(tuple, at)]);
          }
          classes.computeIfAbsent(values, none -> new ArrayList<>()).add(record);
        }
      }
      return classes;
    }
  }

  private static Outcome.Found found(Adult adult, Promise promise) {
    PrivacySearch search =
        new PrivacySearch(
            adult.table(), Optional.empty(), promise, Metric.LOSS, SearchSettings.of(2));
    Outcome.Found found = assertInstanceOf(Outcome.Found.class, search.optimal());
    assertTrue(found.optimal());
    return found;
  }

  @Test
  void the_optimum_is_that_of_arx_with_any_limit_of_suppression() throws IOException {
    Adult adult = Adult.read("");
    double[] limits = {0, 0.02, 1};
    double[] losses = {0.573, 0.314, 0.220};
    int[] classes = {24, 222, 602};
    int[] suppressed = {0, 506, 2_553};
    for (int at = 0; at < limits.length; at++) {
      Outcome.Found found = found(adult, Promise.ofK(K, limits[at]));
      Map<List<String>, List<String[]>> published = adult.published(found);
      int records = published.values().stream().mapToInt(List::size).sum();
      assertTrue(published.values().stream().allMatch(members -> members.size() >= K));
      assertEquals(losses[at], found.utility(), 0.0005);
      assertEquals(classes[at], published.size());
      assertEquals(suppressed[at], adult.records().size() - records);
      System.out.printf(
          "Score: adult, 9 quasi-identifiers, k = 5, %.0f %% suppressed at most: loss %.4f, %d"
              + " classes, %d suppressed%n",
          limits[at] * 100, found.utility(), published.size(), found.suppressed());
    }
  }

  @Test
  void diversity_and_closeness_of_occupation_hold_when_recounted() throws IOException {
    Adult adult = Adult.read("occupation");
    Map<String, Double> all = shares(adult.records(), adult.sensitive());
    Outcome.Found diverse = found(adult, Promise.ofK(K, 1).with(new Condition.Distinct(0, 3)));
    for (List<String[]> members : adult.published(diverse).values()) {
      assertTrue(members.size() >= K);
      assertTrue(shares(members, adult.sensitive()).size() >= 3);
    }
    Outcome.Found close =
        found(
            adult,
            Promise.ofK(K, 1).with(new Condition.Closeness(0, 0.2, new Condition.Ground.Equal())));
    for (List<String[]> members : adult.published(close).values()) {
      Map<String, Double> here = shares(members, adult.sensitive());
      double distance = 0;
      for (Map.Entry<String, Double> value : all.entrySet()) {
        distance += Math.abs(here.getOrDefault(value.getKey(), 0.0) - value.getValue()) / 2;
      }
      assertTrue(members.size() >= K && distance <= 0.2 + 1e-9);
    }
    System.out.printf(
        "Score: adult, distinct 3-diversity of occupation: loss %.4f; 0.2-closeness: loss %.4f%n",
        diverse.utility(), close.utility());
  }

  private static Map<String, Double> shares(List<String[]> records, int column) {
    Map<String, Double> shares = new HashMap<>();
    records.forEach(record -> shares.merge(record[column], 1.0 / records.size(), Double::sum));
    return shares;
  }

  @Test
  void local_recoding_loses_nothing_of_the_optimum_and_leaves_fewer_records() throws IOException {
    Adult adult = Adult.read("");
    PrivacySearch search =
        new PrivacySearch(
            adult.table(), Optional.empty(), Promise.ofK(K, 1), Metric.LOSS, SearchSettings.of(2));
    Outcome.Found optimal = assertInstanceOf(Outcome.Found.class, search.optimal());
    Outcome.Found local = assertInstanceOf(Outcome.Found.class, search.local());
    Outcome.Found mondrian = assertInstanceOf(Outcome.Found.class, search.mondrian());
    assertArrayEquals(optimal.rounds().getFirst(), local.rounds().getFirst());
    assertTrue(local.suppressed() < optimal.suppressed());
    assertTrue(local.utility() < optimal.utility());
    assertEquals(0, mondrian.suppressed());
    System.out.printf(
        "Score: adult, k = 5: local recoding: loss %.4f, %d suppressed; Mondrian: loss %.4f, %d"
            + " suppressed%n",
        local.utility(), local.suppressed(), mondrian.utility(), mondrian.suppressed());
  }
}
