package io.weir.plugins.files;

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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesConnectorTest extends ConnectorSourceContract {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectories(temporary.resolve("folder/sub")).getParent();
    Files.write(folder.resolve("people.csv"), expected());
    Files.writeString(temporary.resolve("secret.csv"), "a\n1\n");
    Files.createSymbolicLink(folder.resolve("outside.csv"), temporary.resolve("secret.csv"));
    Files.createSymbolicLink(folder.resolve("inside.csv"), Path.of("people.csv"));
    Files.createSymbolicLink(folder.resolve("up"), temporary);
  }

  @Override
  protected Connector connector() {
    return new FilesConnector();
  }

  @Override
  protected SourceRequest request() {
    return request(rooted(), Map.of("file", "people.csv"));
  }

  @Override
  protected byte[] expected() {
    return ("id,name\n" + "17,\"Ann, né Ünal\"\n".repeat(9_000)).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected List<SourceRequest> failing() {
    return List.of(
        request(rooted(), Map.of("file", "absent.csv")),
        request(rooted(), Map.of("file", "outside.csv")),
        request(rooted(), Map.of("file", "up/secret.csv")),
        request(rooted(), Map.of("file", "sub", "format", "csv")),
        request(
            new Settings(Map.of("root", "/no/such/folder"), Map.of()),
            Map.of("file", "people.csv")));
  }

  @Test
  void links_may_lead_about_the_folder_but_not_out_of_it() {
    open(Map.of("file", "inside.csv")).close();
    open(Map.of("file", "sub/../people.csv")).close();
    ConnectorException refusal =
        assertThrows(ConnectorException.class, () -> open(Map.of("file", "up/secret.csv")));
    assertEquals(Kind.REFUSED, refusal.kind());
    assertFalse(refusal.getMessage().contains(temporary.toString()));
    for (String path :
        List.of("../secret.csv", "/etc/passwd", "sub/../../secret.csv", "", "a\0b")) {
      assertEquals("file", refused(Map.of("file", path, "format", "csv")).parameter());
    }
  }

  @Test
  void without_a_connection_files_are_those_of_the_working_directory() {
    try (SourceStream stream = source(request(Settings.none(), Map.of("file", "people.csv")))) {
      assertTrue(stream.read(new byte[10], 0, 10) > 0);
    }
    assertThrows(
        ConnectorException.class,
        () -> source(request(Settings.none(), Map.of("file", "outside.csv"))));
  }

  @Test
  void the_format_follows_the_extension_unless_it_is_said() throws IOException {
    for (String name : List.of("a.json", "a.ndjson", "a.JSONL", "a.CSV", "a.dat")) {
      Files.writeString(folder.resolve(name), "[]");
    }
    assertEquals(new SourceFormat.Json(), format(Map.of("file", "a.json")));
    assertEquals(new SourceFormat.Json(), format(Map.of("file", "a.ndjson")));
    assertEquals(new SourceFormat.Json(), format(Map.of("file", "a.JSONL")));
    assertEquals(SourceFormat.Csv.standard(), format(Map.of("file", "a.CSV")));
    assertEquals(SourceFormat.Csv.standard(), format(Map.of("file", "a.dat", "format", "csv")));
    assertEquals("format", refused(Map.of("file", "a.dat")).parameter());
    assertEquals("format", refused(Map.of("file", "a.csv", "format", "xml")).parameter());
    assertEquals("quote", refused(Map.of("file", "a.json", "quote", "'")).parameter());
  }

  @Test
  void csv_may_have_its_own_characters_and_names() {
    assertEquals(
        new SourceFormat.Csv('\t', '\'', List.of("id", "name")),
        format(
            Map.of(
                "file", "people.csv",
                "delimiter", "\t",
                "quote", "'",
                "header", List.of("id", "name"))));
    assertEquals("delimiter", refused(Map.of("file", "a.csv", "delimiter", "||")).parameter());
    assertEquals("delimiter", refused(Map.of("file", "a.csv", "delimiter", "ß")).parameter());
    assertEquals("delimiter", refused(Map.of("file", "a.csv", "delimiter", "\n")).parameter());
    assertEquals("quote", refused(Map.of("file", "a.csv", "quote", ",")).parameter());
    assertEquals("header", refused(Map.of("file", "a.csv", "header", List.of())).parameter());
    assertEquals(
        "header", refused(Map.of("file", "a.csv", "header", List.of("a", "a"))).parameter());
  }

  @Test
  void a_file_that_changes_while_it_is_read_does_not_end_well() throws IOException {
    byte[] buffer = new byte[1 << 20];
    try (SourceStream stream = open(Map.of("file", "people.csv"))) {
      int read = stream.read(buffer, 0, buffer.length);
      assertEquals(expected().length, read);
      Files.writeString(folder.resolve("people.csv"), "18,Bo\n", StandardOpenOption.APPEND);
      assertEquals(6, stream.read(buffer, 0, buffer.length));
      ConnectorException failure =
          assertThrows(ConnectorException.class, () -> stream.read(buffer, 0, buffer.length));
      assertEquals(Kind.FAILED, failure.kind());
    }
  }

  @Test
  void the_root_is_an_absolute_path() {
    assertThrows(
        InvalidParameters.class,
        () -> connector().check(new Settings(Map.of("root", "data"), Map.of())));
    assertThrows(
        InvalidParameters.class,
        () -> connector().check(new Settings(Map.of("root", "/data"), Map.of("root", "/data"))));
  }

  private SourceFormat format(Map<String, Object> parameters) {
    try (SourceStream stream = open(parameters)) {
      return stream.format();
    }
  }

  private InvalidParameters refused(Map<String, Object> parameters) {
    return assertThrows(InvalidParameters.class, () -> open(parameters).close());
  }

  private SourceStream open(Map<String, Object> parameters) {
    return source(request(rooted(), parameters));
  }

  private SourceStream source(SourceRequest request) {
    return connector().source().orElseThrow().open(request);
  }

  private Settings rooted() {
    return new Settings(Map.of("root", folder.toString()), Map.of());
  }

  private SourceRequest request(Settings settings, Map<String, Object> parameters) {
    return new SourceRequest(
        settings, new Parameters(parameters), List.of(), folder, Duration.ofSeconds(10));
  }
}
