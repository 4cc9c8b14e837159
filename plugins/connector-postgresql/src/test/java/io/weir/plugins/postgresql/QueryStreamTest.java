package io.weir.plugins.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.Connector;
import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import io.weir.spi.Settings;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import io.weir.testkit.ConnectorSourceContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueryStreamTest extends ConnectorSourceContract {
  @BeforeAll
  static void prepare() {
    EmbeddedServer.sql(
        """
        DROP SCHEMA IF EXISTS "Odd ""schema" CASCADE;
        CREATE SCHEMA "Odd ""schema";
        CREATE TABLE "Odd ""schema"."A table" ("b c" int, "Größe" text);
        INSERT INTO "Odd ""schema"."A table" VALUES (1, 'x'), (2, NULL);
        DROP TABLE IF EXISTS precious;
        CREATE TABLE precious (id int);
        """);
  }

  @Override
  protected Connector connector() {
    return new PostgresqlConnector();
  }

  @Override
  protected SourceRequest request() {
    return query("SELECT i AS id, 'Ann, né Ünal' AS name FROM generate_series(1, 9000) i");
  }

  @Override
  protected byte[] expected() {
    return IntStream.rangeClosed(1, 9_000)
        .mapToObj(i -> i + ",\"Ann, né Ünal\"\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected List<SourceRequest> failing() {
    return List.of(
        query("SELECT 1 / (5000 - i) AS x FROM generate_series(1, 9000) i"),
        query("SELECT * FROM absent"),
        query("SELECT 1 AS a, 2 AS a"),
        query("SELEC 1"),
        request(Map.of("table", "absent"), EmbeddedServer.settings()),
        request(Map.of("query", "SELECT 1 AS a"), EmbeddedServer.settings(1)));
  }

  @Override
  protected Optional<SourceRequest> silent() {
    return Optional.of(query("SELECT 1 AS a FROM pg_sleep(3600)"));
  }

  @Test
  void values_come_in_one_canonical_way_whatever_the_server_is_set_to() {
    EmbeddedServer.sql(
        "ALTER DATABASE postgres SET timezone = 'Asia/Tokyo';"
            + "ALTER DATABASE postgres SET datestyle = 'German'");
    try {
      assertEquals(
          "true,-0.1,0.30000000000000004,2026-01-31,2026-01-01 10:00:00.000001+00,13:00:00,AQI=,1.50,\"\",\n",
          text(
              query(
                  "SELECT true AS a, -0.1::float8 AS b, 0.1::float8 + 0.2::float8 AS c,"
                      + " DATE '2026-01-31' AS d, TIMESTAMPTZ '2026-01-01 12:00:00.000001+02' AS e,"
                      + " TIME '13:00' AS f, '\\x0102'::bytea AS g, 1.50::numeric AS h, '' AS i,"
                      + " NULL AS j")));
    } finally {
      EmbeddedServer.sql(
          "ALTER DATABASE postgres RESET timezone; ALTER DATABASE postgres RESET datestyle");
    }
  }

  @Test
  void a_null_is_absent_and_a_text_of_length_zero_is_not() {
    SourceRequest request = query("SELECT '' AS a, NULL AS b, NULL::int AS c, 'x' AS d");
    try (SourceStream stream = open(request)) {
      assertTrue(((SourceFormat.Csv) stream.format()).unquotedEmptyIsAbsent());
    }
    assertEquals("\"\",,,x\n", text(request));
    assertEquals("\n", text(query("SELECT NULL AS a")));
  }

  @Test
  void long_bytes_come_without_line_breaks() {
    String base64 = text(query("SELECT decode(repeat('ff', 200), 'hex') AS a")).strip();
    assertEquals(200, java.util.Base64.getDecoder().decode(base64).length);
  }

  @Test
  void the_names_are_those_of_the_query_and_only_the_wanted_ones() {
    SourceRequest all = query("SELECT 1 AS a, 2 AS \"B b\", 3 AS c");
    assertEquals(List.of("a", "B b", "c"), names(all));
    SourceRequest some =
        new SourceRequest(
            all.settings(),
            all.parameters(),
            List.of("c", "absent", "a"),
            all.workingDirectory(),
            all.idleTimeout());
    assertEquals(List.of("a", "c"), names(some));
    assertEquals("1,3\n", text(some));
  }

  @Test
  void a_table_is_read_by_its_exact_name() {
    SourceRequest request =
        request(Map.of("table", "Odd \"schema.A table"), EmbeddedServer.settings());
    assertEquals(List.of("b c", "Größe"), names(request));
    assertEquals("1,x\n2,\n", text(request));
  }

  @Test
  void the_order_of_the_query_is_kept() {
    assertEquals(
        "3\n2\n1\n",
        text(query("SELECT i FROM generate_series(1, 3) i ORDER BY i DESC -- so\n ;")));
  }

  @Test
  void a_query_may_hold_what_looks_like_parameters_or_escapes() {
    assertEquals(
        "t?{d 'x'};,true\n".replace("t?", "?"),
        text(query("SELECT '?{d ''x''};' AS a, '{\"k\": 1}'::jsonb ? 'k' AS b")));
  }

  @Test
  void a_query_cannot_smuggle_a_second_statement_in() {
    for (String smuggler :
        List.of(
            "SELECT 1 AS a; DROP TABLE precious",
            "SELECT 1 AS a) TO STDOUT; COMMIT; DROP TABLE precious; COPY (SELECT 1 AS a",
            "SELECT 1 AS a /* ; */; DROP TABLE precious")) {
      assertThrows(InvalidParameters.class, () -> text(query(smuggler)));
    }
    for (String smuggler :
        List.of(
            "SELECT 1 AS a) TO PROGRAM 'touch /tmp/owned' --",
            "SELECT 1 AS a) q) TO PROGRAM $$touch /tmp/owned$$ WITH (FORMAT csv) --",
            "SELECT 1 AS a) q) TO STDOUT; DROP TABLE precious --",
            "DELETE FROM precious RETURNING id",
            "WITH gone AS (DELETE FROM precious RETURNING id) SELECT * FROM gone")) {
      assertEquals(
          Kind.REFUSED, assertThrows(ConnectorException.class, () -> text(query(smuggler))).kind());
    }
    assertEquals(List.of("0"), EmbeddedServer.sql("SELECT count(*) FROM precious"));
  }

  @Test
  void a_function_that_writes_is_refused() {
    EmbeddedServer.sql(
        "CREATE OR REPLACE FUNCTION sneak() RETURNS int LANGUAGE sql"
            + " AS 'INSERT INTO precious VALUES (1) RETURNING id'");
    ConnectorException refusal =
        assertThrows(ConnectorException.class, () -> text(query("SELECT sneak() AS a")));
    assertEquals(Kind.REFUSED, refusal.kind());
    assertEquals(List.of("0"), EmbeddedServer.sql("SELECT count(*) FROM precious"));
  }

  @Test
  void a_message_holds_no_value_of_the_data() {
    ConnectorException failure =
        assertThrows(
            ConnectorException.class,
            () -> text(query("SELECT name::int AS a FROM (VALUES ('Ann Smith')) v (name)")));
    assertEquals(Kind.FAILED, failure.kind());
    assertFalse(failure.getMessage().contains("Ann"), failure.getMessage());
    assertTrue(failure.getMessage().contains("22P02"));
    assertEquals(null, failure.getCause());
  }

  @Test
  void closing_stops_the_query_on_the_server() {
    SourceStream stream =
        open(
            query(
                "SELECT 1 AS mark_of_endless FROM generate_series(1, 90000) a, generate_series(1, 90000) b"));
    assertTrue(stream.read(new byte[100], 0, 100) > 0);
    stream.close();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    String running =
        "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY%mark_of_endless%'";
    while (!EmbeddedServer.sql(running).isEmpty()) {
      assertTrue(System.nanoTime() < deadline, "the query still runs");
    }
  }

  @Test
  void a_wrong_password_or_database_is_refused() {
    EmbeddedServer.sql("DROP ROLE IF EXISTS nologin_role; CREATE ROLE nologin_role NOLOGIN");
    Map<String, String> plain = new HashMap<>(EmbeddedServer.settings().plain());
    plain.put("user", "nologin_role");
    assertEquals(Kind.REFUSED, refusal(new Settings(plain, Map.of())).kind());
    plain.put("user", "postgres");
    plain.put("database", "absent");
    assertEquals(Kind.REFUSED, refusal(new Settings(plain, Map.of())).kind());
  }

  @Test
  void only_structured_settings_are_taken() {
    Map<String, Map<String, String>> wrong =
        Map.of(
            "host", Map.of("host", "db/postgres?socketFactory=x"),
            "port", Map.of("port", "5432/x"),
            "database", Map.of("database", " "),
            "sslmode", Map.of("sslmode", "allow me"),
            "password", Map.of("password", "x"),
            "socketFactory", Map.of("socketFactory", "x"));
    wrong.forEach((name, settings) -> {
      Map<String, String> plain = new HashMap<>(EmbeddedServer.settings().plain());
      plain.putAll(settings);
      InvalidParameters refusal =
          assertThrows(
              InvalidParameters.class, () -> connector().check(new Settings(plain, Map.of())));
      assertEquals(name, refusal.parameter());
    });
    for (String host : List.of("localhost", "db-1.example.org", "10.0.0.1", "[::1]", "a")) {
      connector().check(EmbeddedServer.settings(host, "5432"));
    }
    for (String host : List.of("a,b", "a:1", "::1", "-a", "a b", "", "[x]", "ä")) {
      assertThrows(
          InvalidParameters.class, () -> connector().check(EmbeddedServer.settings(host, "5432")));
    }
  }

  @Test
  void a_database_whose_name_looks_like_options_is_only_a_name() {
    Map<String, String> plain = new HashMap<>(EmbeddedServer.settings().plain());
    plain.put("database", "postgres?loggerFile=/tmp/owned&options=-c");
    ConnectorException refusal = refusal(new Settings(plain, Map.of()));
    assertEquals(Kind.REFUSED, refusal.kind());
    assertTrue(refusal.getMessage().contains("3D000"), refusal.getMessage());
  }

  @Test
  void mistakes_are_named_with_a_way_out() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("query", ""),
            Map.of("query", " ; "),
            Map.of("query", "SELECT 1", "table", "x"),
            Map.of("table", "a.b.c"),
            Map.of("table", "a."))) {
      assertThrows(InvalidParameters.class, () -> text(request(wrong, EmbeddedServer.settings())));
    }
  }

  private ConnectorException refusal(Settings settings) {
    return assertThrows(
        ConnectorException.class, () -> text(request(Map.of("query", "SELECT 1 AS a"), settings)));
  }

  private List<String> names(SourceRequest request) {
    try (SourceStream stream = open(request)) {
      return ((SourceFormat.Csv) stream.format()).names();
    }
  }

  private String text(SourceRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[777];
    try (SourceStream stream = open(request)) {
      for (int read = stream.read(buffer, 0, 777); read != -1; read = stream.read(buffer, 0, 777)) {
        bytes.write(buffer, 0, read);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private SourceStream open(SourceRequest request) {
    return connector().source().orElseThrow().open(request);
  }

  private static SourceRequest query(String sql) {
    return request(Map.of("query", sql), EmbeddedServer.settings());
  }

  private static SourceRequest request(Map<String, Object> parameters, Settings settings) {
    return new SourceRequest(
        settings, new Parameters(parameters), List.of(), Path.of(""), Duration.ofSeconds(60));
  }
}
