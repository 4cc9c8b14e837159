package io.weir.engine.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.weir.engine.entity.Json;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.views.View;
import io.weir.engine.vocabulary.WeirException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Pages of a list by keyset: a token is the position of the last entry seen, so pages neither skip
 * nor repeat.
 */
public final class SqlListing<V> implements Listing<V> {
  private final Database database;
  private final Executor blocking;
  private final View view;
  private final Class<V> type;

  /**
   * @param type what the entries of the view are
   */
  public SqlListing(Database database, Executor blocking, View view, Class<V> type) {
    this.database = database;
    this.blocking = blocking;
    this.view = view;
    this.type = type;
  }

  @Override
  public CompletionStage<Page<V>> page(String within, PageRequest request) {
    return CompletableFuture.supplyAsync(
        () -> {
          String after = position(request.token());
          return database.transact(connection -> page(connection, within, after, request.size()));
        },
        blocking);
  }

  private Page<V> page(Connection connection, String within, String after, int size)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql(within, after))) {
      int parameter = 1;
      if (!within.isEmpty()) {
        select.setString(parameter++, within);
      }
      if (!after.isEmpty()) {
        select.setString(parameter++, after);
      }
      select.setInt(parameter, size + 1);
      try (ResultSet rows = select.executeQuery()) {
        return page(rows, size);
      }
    }
  }

  private String sql(String within, String after) {
    boolean ascending =
        switch (view.order()) {
          case ASCENDING -> true;
          case DESCENDING -> false;
        };
    return "select position, entry from "
        + SqlRows.table(view)
        + " where true"
        + (within.isEmpty() ? "" : " and within = ?")
        + (after.isEmpty() ? "" : " and position collate \"C\" " + (ascending ? ">" : "<") + " ?")
        + " order by position collate \"C\" "
        + (ascending ? "asc" : "desc")
        + " limit ?";
  }

  private Page<V> page(ResultSet rows, int size) throws SQLException {
    List<V> entries = new ArrayList<>();
    String last = "";
    while (rows.next()) {
      if (entries.size() == size) {
        return new Page<>(entries, token(last));
      }
      last = rows.getString(1);
      entries.add(read(rows.getString(2)));
    }
    return new Page<>(entries, "");
  }

  private V read(String entry) {
    try {
      return Json.MAPPER.readValue(entry, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String token(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  private static String position(String token) {
    try {
      String position = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (position.indexOf('\0') < 0) {
        return position;
      }
    } catch (IllegalArgumentException e) {
      throw new WeirException(unusable(), e);
    }
    throw new WeirException(unusable());
  }

  private static io.weir.engine.vocabulary.Problem unusable() {
    return Refusals.invalid(
        "page_token",
        "The page token is not one of this list.",
        "Use the next_page_token of the previous page unchanged, or none.");
  }
}
