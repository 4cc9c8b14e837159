package io.weir.engine.main.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Makes a company's data as dirty as real data is: the same places for the same seed, each written
 * down, and at most one in a record.
 */
final class Spoiler {
  private final Company company;
  private final Random random;
  private final List<Dirt> dirt = new ArrayList<>();
  private final Set<Row> touched = new HashSet<>();

  private Spoiler(Company company, long seed) {
    this.company = company;
    this.random = new Random(seed);
  }

  /** Spoils the company's records in place and lists what was done. */
  static List<Dirt> spoil(Company company, long seed) {
    Spoiler spoiler = new Spoiler(company, seed);
    spoiler.customers();
    spoiler.people();
    spoiler.goods();
    spoiler.sales();
    return List.copyOf(spoiler.dirt);
  }

  private void customers() {
    change("customer", "erp", "country", 25, "EMPTY_REPLACED", "", "?", "NA");
    change("customer", "shop", "country", 15, "EMPTY_REPLACED", "", "?");
    change("customer", "erp", "city", 14, "EMPTY_PASSED", "");
    change("customer", "erp", "birth_date", 12, "EMPTY_DROPPED", "");
    change("customer", "shop", "birth_date", 8, "EMPTY_DROPPED", "");
    change("customer", "erp", "birth_date", 9, "OUT_OF_RANGE_DROPPED", "1809-02-12", "2091-01-01");
    change("customer", "shop", "birth_date", 6, "OUT_OF_RANGE_DROPPED", "1001-01-01");
    change("customer", "erp", "children", 7, "OUT_OF_RANGE_CLAMPED", "-1", "99");
    change("customer", "shop", "children", 5, "OUT_OF_RANGE_CLAMPED", "40");
    change("customer", "shop", "cars", 4, "TYPE_VIOLATION_DROPPED", "two", "n/a", "1.5x");
    repeat("customer", "shop", "customer_id", 5);
  }

  private void people() {
    change("employee", "hr", "gender", 9, "EMPTY_REPLACED", "", "?");
    change("employee", "hr", "salary", 5, "OUT_OF_RANGE_CLAMPED", "0.01", "9999999");
    change("employee", "hr", "birth_date", 3, "EMPTY_DROPPED", "");
    change("employee", "hr", "department_id", 4, "ORPHAN_DROPPED", "77");
    repeat("employee", "hr", "employee_id", 2);
    Row chief = chiefOfChiefs();
    touched.add(chief);
    chief.with("department_id", "78");
    note("employee", "hr", chief, "department_id", "ORPHAN_DROPPED");
    List<Row> departments = company.rows("department", "hr");
    Row butchers = departments.getLast().copy().with("description", "Butchers");
    departments.add(butchers);
    note("department", "hr", butchers, "department_id", "KEY_CONFLICT");
  }

  private void goods() {
    change("product", "shop", "price", 5, "OUT_OF_RANGE_DROPPED", "0", "-2.50");
    change("product", "shop", "units_per_case", 6, "OUT_OF_RANGE_CLAMPED", "0", "5000");
    change("store", "shop", "type", 3, "EMPTY_REPLACED", "");
    change("store", "shop", "square_feet", 2, "OUT_OF_RANGE_CLAMPED", "7", "2000000");
    repeat("store", "shop", "store_id", 1);
  }

  private void sales() {
    change("receipt", "erp", "sold_on", 6, "OUT_OF_RANGE_DROPPED", "1897-03-05", "2097-03-05");
    change("receipt", "shop", "sold_on", 3, "EMPTY_DROPPED", "");
    change("receipt", "erp", "customer_id", 10, "ORPHAN_DROPPED", "990001", "990002");
    change("sale", "erp", "units", 11, "OUT_OF_RANGE_DROPPED", "0", "4000");
    change("sale", "shop", "units", 4, "OUT_OF_RANGE_DROPPED", "-3");
    change("sale", "erp", "amount", 8, "OUT_OF_RANGE_CLAMPED", "-5.00", "8000.00");
    change("sale", "erp", "cost", 7, "EMPTY_PASSED", "");
    change("sale", "erp", "product_id", 13, "ORPHAN_DROPPED", "99901");
    change("sale", "shop", "receipt_id", 5, "ORPHAN_DROPPED", "890001");
    repeat("sale", "erp", "sale_id", 6);
  }

  /** Somebody with few subordinates of whom some have their own, so that orphans make orphans. */
  private Row chiefOfChiefs() {
    List<Row> people = company.rows("employee", "hr");
    Map<String, List<Row>> teams =
        people.stream().collect(Collectors.groupingBy(row -> row.get("supervisor_id")));
    return people.stream()
        .filter(row -> !touched.contains(row) && !row.get("supervisor_id").equals("0"))
        .filter(row -> reports(teams, row, 1) > 0 && reports(teams, row, 4) < 60)
        .findFirst()
        .orElseThrow();
  }

  /** How many people are more than one level below somebody, down to so many levels further. */
  private static int reports(Map<String, List<Row>> teams, Row chief, int levels) {
    List<Row> level = teams.getOrDefault(chief.get("employee_id"), List.of());
    int count = 0;
    for (int i = 0; i < levels; i++) {
      level =
          level.stream()
              .flatMap(row -> teams.getOrDefault(row.get("employee_id"), List.of()).stream())
              .toList();
      count += level.size();
    }
    return count;
  }

  /** Puts one of the values, in turn, into so many records. */
  private void change(
      String table, String system, String column, int count, String rule, String... values) {
    for (int i = 0; i < count; i++) {
      String value = values[i % values.length];
      Row row = choose(table, system, candidate -> candidate);
      row.with(column, value);
      note(table, system, row, column, rule);
    }
  }

  /** Delivers so many records twice. */
  private void repeat(String table, String system, String key, int count) {
    List<Row> rows = company.rows(table, system);
    for (int i = 0; i < count; i++) {
      Row twin = choose(table, system, Row::copy);
      rows.add(twin);
      note(table, system, twin, key, "KEY_CONFLICT");
    }
  }

  private Row choose(String table, String system, UnaryOperator<Row> use) {
    List<Row> rows = company.rows(table, system);
    Row row = rows.get(random.nextInt(rows.size()));
    while (!touched.add(row) || row.values().containsValue("")) {
      row = rows.get(random.nextInt(rows.size()));
    }
    Row used = use.apply(row);
    touched.add(used);
    return used;
  }

  private void note(String table, String system, Row row, String column, String rule) {
    String key = row.values().values().iterator().next();
    dirt.add(new Dirt(table, system, key, column, rule));
  }
}
