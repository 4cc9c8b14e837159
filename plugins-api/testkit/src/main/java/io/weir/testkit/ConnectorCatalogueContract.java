package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.CatalogueTable;
import io.weir.spi.Connector;
import io.weir.spi.ConnectorException;
import io.weir.spi.Settings;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every connector that tells which tables there are promises. */
public abstract class ConnectorCatalogueContract {
  private static final int MANY = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The connector under test. */
  protected abstract Connector connector();

  /** A connection to a system with at least two tables that may be read. */
  protected abstract Settings settings();

  /** A connection to where no system answers. */
  protected abstract Settings unreachable();

  /** Some of the tables of the system, exactly as they are to be described but for the estimate. */
  protected abstract List<CatalogueTable> expected();

  @Test
  void it_describes_tables_as_they_are() {
    Map<String, CatalogueTable> found = found();
    assertTrue(expected().size() >= 2, "too few tables are expected");
    for (CatalogueTable expected : expected()) {
      assertEquals(
          withoutEstimate(expected),
          found.containsKey(expected.name()) ? withoutEstimate(found.get(expected.name())) : null);
    }
  }

  @Test
  void it_names_tables_and_columns_once_and_tables_in_order() {
    List<String> names = tables(MANY).stream().map(CatalogueTable::name).toList();
    assertFalse(names.isEmpty(), "no table was described");
    assertEquals(names.stream().distinct().sorted().toList(), names);
    for (CatalogueTable table : tables(MANY)) {
      List<String> columns = columns(table);
      assertFalse(columns.isEmpty(), () -> table.name() + " has no columns");
      assertEquals(columns.size(), new HashSet<>(columns).size(), table::name);
    }
  }

  @Test
  void its_keys_and_references_name_columns_that_it_describes() {
    Map<String, CatalogueTable> found = found();
    assertFalse(found.isEmpty(), "no table was described");
    for (CatalogueTable table : found.values()) {
      assertTrue(columns(table).containsAll(table.primaryKey()), table::name);
      for (CatalogueTable.Reference reference : table.references()) {
        assertTrue(columns(table).containsAll(reference.columns()), table::name);
        assertTrue(found.containsKey(reference.table()), table::name);
        assertTrue(
            columns(found.get(reference.table())).containsAll(reference.referenced()), table::name);
      }
    }
  }

  @Test
  void every_table_can_be_read_as_it_says() {
    List<CatalogueTable> tables = tables(MANY);
    assertFalse(tables.isEmpty(), "no table was described");
    for (CatalogueTable table : tables) {
      SourceRequest request =
          new SourceRequest(settings(), table.source(), columns(table), Path.of("."), PATIENCE);
      try (SourceStream stream = connector().source().orElseThrow().open(request)) {
        if (stream.format() instanceof SourceFormat.Csv csv && !csv.names().isEmpty()) {
          assertEquals(columns(table), csv.names(), table::name);
        }
        stream.read(new byte[4_096], 0, 4_096);
      }
    }
  }

  @Test
  void it_gives_no_more_tables_than_asked_for() {
    List<CatalogueTable> all = tables(MANY);
    assertEquals(1, tables(1).size());
    assertEquals(all.getFirst().name(), tables(1).getFirst().name());
  }

  @Test
  void it_says_so_when_nobody_answers() {
    assertThrows(
        ConnectorException.class,
        () -> connector().catalogue().orElseThrow().tables(unreachable(), MANY));
  }

  private List<CatalogueTable> tables(int most) {
    return connector().catalogue().orElseThrow().tables(settings(), most);
  }

  private Map<String, CatalogueTable> found() {
    return tables(MANY).stream()
        .collect(Collectors.toMap(CatalogueTable::name, Function.identity()));
  }

  private static List<String> columns(CatalogueTable table) {
    return table.columns().stream().map(CatalogueTable.Field::name).toList();
  }

  private static CatalogueTable withoutEstimate(CatalogueTable table) {
    return new CatalogueTable(
        table.name(),
        table.source(),
        table.columns(),
        table.primaryKey(),
        table.references(),
        OptionalLong.empty());
  }
}
