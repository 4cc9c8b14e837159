package io.weir.engine.main.demo;

import io.weir.engine.storage.embedded.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** Looks for names, addresses and phone numbers wherever the node keeps or writes something. */
final class Secrecy {
  private final Needles needles;
  private final Path folder;
  private final PostgresServer server;

  Secrecy(Company company, Path folder, PostgresServer server) {
    List<String> texts = new ArrayList<>();
    company
        .holdings()
        .forEach((holding, rows) ->
            rows.forEach(row -> {
              switch (holding.table()) {
                case "customer" ->
                    texts.addAll(
                        List.of(row.get("full_name"), row.get("address"), row.get("phone")));
                case "employee" -> texts.add(row.get("full_name"));
                case "store" -> texts.addAll(List.of(row.get("street_address"), row.get("phone")));
                default -> {}
              }
            }));
    this.needles = new Needles(texts);
    this.folder = folder;
    this.server = server;
  }

  void judge(String schema, Verdict verdict) throws SQLException, IOException {
    long inSources = needles.count(Files.readAllBytes(folder.resolve("shop/customers.csv")));
    verdict.check(
        inSources > 0 && tables("warehouse", schema) == 0,
        "no original name, address or phone number is in the warehouse");
    verdict.check(outboxParts() == 0, "nor in the outbox");
    verdict.check(tables("weir", "public") == 0, "nor in events, lists and audit log");
    verdict.check(
        needles.count(Files.readAllBytes(folder.resolve("weir.log"))) == 0, "nor in the log");
  }

  private long outboxParts() throws IOException {
    long found = 0;
    try (Stream<Path> files = Files.walk(folder.resolve("node/parts"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().toLowerCase(java.util.Locale.ROOT).contains("anonymize")) {
          found += needles.count(Files.readAllBytes(file));
        }
      }
    }
    return found;
  }

  /** Events are bytes; copied as text they are hexadecimal, so they are copied in binary. */
  private long tables(String database, String schema) throws SQLException, IOException {
    long found = 0;
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "select tablename from pg_tables where schemaname = '" + schema + "'")) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      for (String table : tables) {
        var bytes = new ByteArrayOutputStream();
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy \"" + schema + "\".\"" + table + "\" to stdout (format binary)", bytes);
        found += needles.count(bytes.toByteArray());
      }
    }
    return found;
  }
}
