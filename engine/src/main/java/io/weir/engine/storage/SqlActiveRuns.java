package io.weir.engine.storage;

import io.weir.engine.run.ActiveRuns;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The runs with work to do, by the list of runs. */
public final class SqlActiveRuns implements ActiveRuns {
  private static final int MOST = 500;

  private final Database database;
  private final Executor blocking;

  public SqlActiveRuns(Database database, Executor blocking) {
    this.database = database;
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<List<String>> names() {
    return CompletableFuture.supplyAsync(
        () ->
            database.transact(connection -> {
              try (PreparedStatement select =
                  connection.prepareStatement(
                      "select id from view_run where active order by position limit ?")) {
                select.setInt(1, MOST);
                List<String> names = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                  while (rows.next()) {
                    names.add(rows.getString(1));
                  }
                }
                return names;
              }
            }),
        blocking);
  }
}
