package io.weir.plugins.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessConnectorTest extends ConnectorSourceContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectory(temporary.resolve("work")).toRealPath();
    Files.write(folder.resolve("people.ndjson"), expected());
    script("print.sh", "cat people.ndjson");
    script("../outside.sh", "echo '[]'");
    Files.createSymbolicLink(folder.resolve("link.sh"), temporary.resolve("outside.sh"));
  }

  @Override
  protected Connector connector() {
    return new ProcessConnector();
  }

  @Override
  protected SourceRequest request() {
    return request(Map.of("script", "print.sh"));
  }

  @Override
  protected byte[] expected() {
    return "{\"id\": 17, \"name\": \"Ünal\"}\n".repeat(6_000).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected List<SourceRequest> failing() {
    return List.of(
        shell("exit 3"),
        shell("cat people.ndjson; exit 1"),
        shell("echo '[{'; kill -9 $$"),
        shell("echo $WEIR_PASSWORD >&2; exit 1"),
        request(Map.of("command", List.of("no-such-program"))),
        request(Map.of("command", List.of("/no/such/program"))),
        request(Map.of("script", "absent.sh")),
        request(Map.of("script", "link.sh")),
        request(Map.of("script", "people.ndjson")));
  }

  @Override
  protected Optional<SourceRequest> silent() {
    return Optional.of(shell("sleep 3600 | cat"));
  }

  @Override
  protected boolean takesAnySetting() {
    return true;
  }

  @Test
  void scripts_are_run_by_the_interpreter_of_their_extension() throws IOException {
    script("a.py", "import json, sys; print(json.dumps([{'argv': len(sys.argv)}]))");
    script("a.js", "console.log(JSON.stringify([{argv: process.argv.length - 1}]))");
    script("A.java", "void main() { IO.println(\"[{\\\"argv\\\": 1}]\"); }");
    script("bare", "#!/bin/sh\necho \"[{\\\"argv\\\": $((1 + $#))}]\"");
    assertTrue(folder.resolve("bare").toFile().setExecutable(true));
    assertEquals("{argv:1}", argv("A.java"));
    assertEquals("{argv:1}", argv("bare"));
    assertRunsOrIsMissing("python3", "a.py");
    assertRunsOrIsMissing("node", "a.js");
  }

  @Test
  void the_environment_is_clean_and_settings_come_by_it() {
    String variables = text(request(Map.of("command", List.of("env"))));
    List<String> names =
        variables.lines().map(line -> line.substring(0, line.indexOf('='))).sorted().toList();
    assertEquals(
        List.of("HOME", "LANG", "PATH", "WEIR_API_URL", "WEIR_PASSWORD"),
        names.stream().filter(name -> !name.equals("_")).toList());
    assertTrue(variables.contains("WEIR_PASSWORD=hunter2 & co"));
    assertTrue(variables.contains("HOME=" + folder));
    assertEquals(folder + "\n", text(shell("pwd")));
  }

  @Test
  void nothing_comes_on_standard_input() {
    assertEquals("", text(request(Map.of("command", List.of("cat")))));
  }

  @Test
  void the_exit_code_is_named_and_standard_error_only_counted() {
    ConnectorException failure =
        failure(shell("echo '[]'; echo 'Ann Smith is unwell' >&2; exit 3"));
    assertEquals(Kind.FAILED, failure.kind());
    assertEquals(
        "the program sh ended with exit code 3; it wrote 20 bytes to standard error",
        failure.getMessage());
  }

  @Test
  void endless_words_on_standard_error_block_nothing() {
    assertEquals("done\n", text(shell("head -c 30000000 /dev/zero >&2; echo done")));
  }

  @Test
  void endless_output_fills_no_memory_and_ends_when_closed() throws Exception {
    SourceStream stream = open(shell("echo $$; exec yes '{\"id\": 1}'"));
    byte[] buffer = new byte[100];
    stream.read(buffer, 0, buffer.length);
    ProcessHandle program = processNamed(buffer);
    for (int i = 0; i < 10_000; i++) {
      assertTrue(stream.read(buffer, 0, buffer.length) > 0);
    }
    assertTrue(program.isAlive());
    stream.close();
    program.onExit().get(60, TimeUnit.SECONDS);
  }

  @Test
  void closing_ends_children_whose_parents_are_gone() throws Exception {
    SourceStream stream = open(shell("(sleep 3600 & echo $!); sleep 3600"));
    byte[] buffer = new byte[100];
    assertTrue(stream.read(buffer, 0, buffer.length) > 0);
    ProcessHandle orphan = processNamed(buffer);
    stream.close();
    orphan.onExit().get(60, TimeUnit.SECONDS);
    assertFalse(orphan.isAlive());
  }

  @Test
  void a_program_that_is_given_up_is_gone_with_its_children() throws Exception {
    SourceRequest request = impatient(shell("sleep 3600 & echo $!; wait"));
    try (SourceStream stream = open(request)) {
      byte[] buffer = new byte[100];
      assertTrue(stream.read(buffer, 0, buffer.length) > 0);
      ProcessHandle child = processNamed(buffer);
      ConnectorException failure =
          assertThrows(ConnectorException.class, () -> stream.read(buffer, 0, buffer.length));
      assertEquals(Kind.TIMED_OUT, failure.kind());
      child.onExit().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_program_that_closes_its_output_and_stays_is_given_up() {
    assertEquals(
        Kind.TIMED_OUT, failure(impatient(shell("exec >&-; exec 2>&-; sleep 3600"))).kind());
  }

  @Test
  void children_that_outlive_a_good_end_are_ended() throws Exception {
    Path number = folder.resolve("number");
    assertEquals("[]\n", text(shell("sleep 3600 >/dev/null 2>&1 & echo $! > number; echo '[]'")));
    ProcessHandle.of(Long.parseLong(Files.readString(number).strip()))
        .map(ProcessHandle::onExit)
        .orElse(CompletableFuture.completedFuture(null))
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void output_is_json() {
    try (SourceStream stream = open(request())) {
      assertEquals(new SourceFormat.Json(), stream.format());
    }
  }

  @Test
  void mistakes_are_named_with_a_way_out() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("command", "ls -l"),
            Map.of("command", List.of()),
            Map.of("command", List.of("ls"), "script", "print.sh"),
            Map.of("command", List.of("ls", "a\0b")),
            Map.of("script", "../outside.sh"),
            Map.of("script", "/bin/ls"),
            Map.of("script", ""))) {
      assertThrows(InvalidParameters.class, () -> open(request(wrong)).close());
    }
    assertThrows(
        InvalidParameters.class,
        () -> connector().check(new Settings(Map.of("api-url", "x", "api_url", "y"), Map.of())));
    assertThrows(
        InvalidParameters.class,
        () -> connector().check(new Settings(Map.of("LD_PRELOAD=x", "y"), Map.of())));
    connector().check(new Settings(Map.of("ld_preload", "becomes WEIR_LD_PRELOAD"), Map.of()));
  }

  private void assertRunsOrIsMissing(String interpreter, String script) {
    if (SearchPath.find(interpreter).isPresent()) {
      assertEquals("{argv:1}", argv(script));
    } else {
      ConnectorException refusal = failure(request(Map.of("script", script)));
      assertEquals(Kind.REFUSED, refusal.kind());
      assertTrue(refusal.getMessage().contains(interpreter));
    }
  }

  private String argv(String script) {
    return text(request(Map.of("script", script))).replaceAll("[^{}a-z0-9:]", "");
  }

  private ConnectorException failure(SourceRequest request) {
    return assertThrows(ConnectorException.class, () -> text(request));
  }

  private String text(SourceRequest request) {
    return assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          byte[] buffer = new byte[5_000];
          try (SourceStream stream = open(request)) {
            for (int read = stream.read(buffer, 0, 5_000);
                read != -1;
                read = stream.read(buffer, 0, 5_000)) {
              bytes.write(buffer, 0, read);
            }
          }
          return bytes.toString(StandardCharsets.UTF_8);
        });
  }

  private static ProcessHandle processNamed(byte[] firstLine) {
    String text = new String(firstLine, StandardCharsets.UTF_8);
    return ProcessHandle.of(Long.parseLong(text.substring(0, text.indexOf('\n')))).orElseThrow();
  }

  private SourceStream open(SourceRequest request) {
    return connector().source().orElseThrow().open(request);
  }

  private SourceRequest shell(String line) {
    return request(Map.of("command", List.of("sh", "-c", line)));
  }

  private SourceRequest request(Map<String, Object> parameters) {
    return new SourceRequest(
        new Settings(Map.of("api-url", "https://example.org"), Map.of("password", "hunter2 & co")),
        new Parameters(parameters),
        List.of(),
        folder,
        PATIENCE);
  }

  private static SourceRequest impatient(SourceRequest request) {
    return new SourceRequest(
        request.settings(),
        request.parameters(),
        request.columns(),
        request.workingDirectory(),
        Duration.ofMillis(400));
  }

  private void script(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text + "\n");
  }
}
