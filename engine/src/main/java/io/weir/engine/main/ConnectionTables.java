package io.weir.engine.main;

import io.weir.spi.CatalogueTable;
import io.weir.spi.Connector;
import io.weir.spi.ConnectorException;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The tables that a connection's system says it has. */
final class ConnectionTables {
  /** More are more than a module may have, so that the excess is noticed. */
  private static final int MOST = 10_000;

  private ConnectionTables() {}

  /**
   * @param file the connections, as for {@code weir run}
   * @param wanted names of tables, with or without their schema; all if there is none
   */
  static List<CatalogueTable> of(Path file, String connection, List<String> wanted) {
    Map<String, String> environment = System.getenv();
    ConnectionsFile.Entry entry =
        ConnectionsFile.read(file, environment).stream()
            .filter(it -> it.name().equals(connection))
            .findFirst()
            .orElseThrow(() ->
                InputProblem.inFile(
                    file.toString(),
                    "The file " + file + " has no connection \"" + connection + "\".",
                    "Correct the name, or describe the connection there."));
    try (Plugins plugins = Plugins.load()) {
      Connector connector = plugins.connector(entry.connector());
      Settings settings = new Settings(entry.settings(), entry.secrets());
      Connector.CatalogueSide catalogue =
          connector
              .catalogue()
              .orElseThrow(() ->
                  InputProblem.of(
                      "The connector \""
                          + entry.connector()
                          + "\" cannot tell which tables there are.",
                      "Name files instead, or a connection to a database."));
      connector.check(settings);
      return chosen(catalogue.tables(settings, MOST), connection, wanted);
    } catch (InvalidParameters e) {
      throw InputProblem.of(
          "The connection \"" + connection + "\" cannot be used: " + e.getMessage() + ".",
          "Correct the setting \"" + e.parameter() + "\" in " + file + ".");
    } catch (ConnectorException e) {
      throw InputProblem.of(
          "The tables of the connection \""
              + connection
              + "\" cannot be read: "
              + e.getMessage()
              + ".",
          e.advice());
    }
  }

  private static List<CatalogueTable> chosen(
      List<CatalogueTable> all, String connection, List<String> wanted) {
    for (String name : wanted) {
      if (all.stream().noneMatch(table -> isCalled(table, name))) {
        throw InputProblem.of(
            "The connection \"" + connection + "\" has no table \"" + name + "\" to read.",
            all.isEmpty()
                ? "It has no tables that its user may read; check the database and the rights."
                : "There are, among others: " + some(all) + ".");
      }
    }
    if (all.isEmpty()) {
      throw InputProblem.of(
          "The connection \"" + connection + "\" has no tables that its user may read.",
          "Check the database and the user's rights.");
    }
    return wanted.isEmpty()
        ? all
        : all.stream()
            .filter(table -> wanted.stream().anyMatch(name -> isCalled(table, name)))
            .toList();
  }

  private static boolean isCalled(CatalogueTable table, String name) {
    return table.name().equals(name)
        || table.name().endsWith("." + name)
        || ("public." + table.name()).equals(name);
  }

  private static String some(List<CatalogueTable> tables) {
    TreeSet<String> names = new TreeSet<>();
    tables.stream().limit(10).forEach(table -> names.add(table.name()));
    return String.join(", ", names);
  }
}
