package io.weir.engine.main.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the company's systems hold, in the order they deliver it. */
final class Company {
  /** One system's records of one table. */
  record Holding(String table, String system) {}

  private final Map<Holding, List<Row>> rows = new LinkedHashMap<>();

  List<Row> rows(String table, String system) {
    return rows.computeIfAbsent(new Holding(table, system), ignored -> new ArrayList<>());
  }

  Map<Holding, List<Row>> holdings() {
    return rows;
  }
}
