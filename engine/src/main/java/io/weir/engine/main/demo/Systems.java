package io.weir.engine.main.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.storage.embedded.PostgresServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * Sets the company's three systems up for real: a database, a folder, an export that a program
 * reads.
 */
final class Systems {
  static final String ERP = "erp";
  static final String WAREHOUSE = "warehouse";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NUMBERS =
      Set.of("store_id", "square_feet", "product_id", "price", "units_per_case");

  private static final Map<String, String> ERP_TABLES =
      Map.of(
          "customer",
          "customer_id integer, full_name text, address text, city text, postal_code text, country text,"
              + " phone text, birth_date date, income text, children integer, cars integer,"
              + " member_card text",
          "receipt",
          "receipt_id integer, customer_id integer, store_id integer, sold_on date",
          "sale",
          "sale_id integer, receipt_id integer, product_id integer, units integer,"
              + " amount numeric(12,4), cost numeric(12,4)");

  private Systems() {}

  /** A database with a user of its own, who owns it. */
  static void database(PostgresServer server, String name, String password) throws SQLException {
    server.ensureDatabase(name);
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + name + " login password '" + password + "'");
      statement.execute("alter database " + name + " owner to " + name);
      statement.execute("revoke connect on database " + name + " from public");
    }
  }

  static void fillErp(PostgresServer server, Company company) throws SQLException, IOException {
    try (Connection connection = server.connect(ERP);
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> table : ERP_TABLES.entrySet()) {
        statement.execute("create table " + table.getKey() + " (" + table.getValue() + ")");
        statement.execute("alter table " + table.getKey() + " owner to " + ERP);
        StringBuilder csv = new StringBuilder();
        for (Row row : company.rows(table.getKey(), ERP)) {
          csv.append(csvLine(List.copyOf(row.values().values())));
        }
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy " + table.getKey() + " from stdin (format csv)",
                new StringReader(csv.toString()));
      }
    }
  }

  static void fillShop(Path folder, Company company) throws IOException {
    Files.createDirectories(folder);
    ndjson(folder.resolve("stores.ndjson"), company.rows("store", "shop"));
    ndjson(folder.resolve("products.ndjson"), company.rows("product", "shop"));
    csv(folder.resolve("customers.csv"), company.rows("customer", "shop"));
    csv(folder.resolve("receipts.csv"), company.rows("receipt", "shop"));
    csv(folder.resolve("sales.csv"), company.rows("sale", "shop"));
  }

  static void fillPersonnel(Path folder, Company company) throws IOException {
    Files.createDirectories(folder);
    export(folder.resolve("departments.txt"), company.rows("department", "hr"));
    export(folder.resolve("employees.txt"), company.rows("employee", "hr"));
  }

  private static void ndjson(Path file, List<Row> rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Row row : rows) {
        ObjectNode node = JSON.createObjectNode();
        row.values().forEach((column, value) -> put(node, column, value));
        out.write(node.toString());
        out.write('\n');
      }
    }
  }

  private static void put(ObjectNode node, String column, String value) {
    if (value.isEmpty()) {
      node.putNull(column);
    } else if (NUMBERS.contains(column)) {
      node.put(column, new BigDecimal(value));
    } else if (column.equals("low_fat")) {
      node.put(column, Boolean.parseBoolean(value));
    } else {
      node.put(column, value);
    }
  }

  private static void csv(Path file, List<Row> rows) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(csvLine(List.copyOf(rows.getFirst().values().keySet())));
      for (Row row : rows) {
        out.write(csvLine(List.copyOf(row.values().values())));
      }
    }
  }

  private static String csvLine(List<String> fields) {
    StringBuilder line = new StringBuilder();
    for (String field : fields) {
      boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      line.append(line.isEmpty() ? "" : ",")
          .append(plain ? field : '"' + field.replace("\"", "\"\"") + '"');
    }
    return line.append('\n').toString();
  }

  private static void export(Path file, List<Row> rows) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(String.join("|", rows.getFirst().values().keySet()) + "\n");
      for (Row row : rows) {
        out.write(String.join("|", row.values().values()) + "\n");
      }
    }
  }
}
