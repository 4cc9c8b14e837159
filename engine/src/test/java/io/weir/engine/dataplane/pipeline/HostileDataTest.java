package io.weir.engine.dataplane.pipeline;

import static io.weir.engine.dataplane.pipeline.OneSourcePipeline.NOTES;
import static io.weir.engine.dataplane.pipeline.OneSourcePipeline.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Records;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import io.weir.spi.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data that means harm is told once, and nothing of it stays. The heap of the tests is smaller than
 * what is delivered here.
 */
@Timeout(120)
class HostileDataTest {
  private static final long GIGABYTE = 1_000_000_000;
  private static final long RECORD = 1 << 24;

  @TempDir private Path home;
  private OneSourcePipeline pipeline;

  @BeforeEach
  void start() throws IOException {
    pipeline = new OneSourcePipeline(home);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  /** What is delivered and what is to be told of it, in a word each. */
  record Attack(String name, Supplier<SourceStream> source, ErrorCode code, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Attack json(
      String name, String head, String unit, long times, String tail, ErrorCode code, String told) {
    return new Attack(name, GeneratedSource.json(head, unit, times, tail), code, told);
  }

  private static Attack csv(
      String name, String head, String unit, long times, String tail, ErrorCode code, String told) {
    return new Attack(name, GeneratedSource.csv(head, unit, times, tail), code, told);
  }

  static List<Attack> attacks() {
    ErrorCode malformed = ErrorCode.SOURCE_MALFORMED;
    ErrorCode large = ErrorCode.SOURCE_TOO_LARGE;
    ErrorCode type = ErrorCode.TYPE_VIOLATION;
    String field = "{\"id\":1,\"note\":\"";
    return List.of(
        json("a field of a gigabyte", field, "x", GIGABYTE, "\"}", large, "record 1"),
        json(
            "a field of a gigabyte in an array",
            "[" + field,
            "x",
            GIGABYTE,
            "\"}]",
            large,
            "record 1"),
        csv("a CSV field of a gigabyte", "id,note\n1,", "x", GIGABYTE, "\n", large, "record 1"),
        csv(
            "a quote that is never closed",
            "id,note\n1,\"",
            "x\n",
            GIGABYTE,
            "",
            large,
            "record 1"),
        csv(
            "a quote that is open at the end",
            "id,note\n1,\"",
            "x\n",
            99,
            "",
            malformed,
            "never closed"),
        csv(
            "a header of millions of columns",
            "id,note",
            ",c",
            4_000_000,
            "\n1,2\n",
            malformed,
            "100000 columns"),
        csv("a header that never ends", "id,note", ",column", GIGABYTE, "", large, "longer than"),
        json("nothing but brackets", "", "[", 10_000_000, "", malformed, "not a JSON object"),
        json(
            "brackets in a field",
            "{\"id\":1,\"note\":",
            "[",
            10_000_000,
            "",
            malformed,
            "record 1"),
        json(
            "brackets in an extra field",
            "{\"id\":1,\"more\":",
            "[",
            10_000_000,
            "",
            malformed,
            "record 1"),
        json("braces in an array", "[", "{\"a\":", 3_000_000, "", malformed, "never closed"),
        json("an endless key", "{\"", "k", GIGABYTE, "\":1}", large, "record 1"),
        json("a million digits", "{\"note\":\"\",\"id\":", "7", 1_000_000, "}", type, "column id"),
        json(
            "a field twice",
            "{\"id\":1,\"note\":\"a\",\"id\":2}",
            "",
            0,
            "",
            malformed,
            "occurs twice"),
        json(
            "a field twice in disguise",
            "{\"id\":1,\"note\":\"a\",\"\\u0069d\":2}",
            "",
            0,
            "",
            malformed,
            "occurs twice"),
        json(
            "half a surrogate pair",
            "{\"id\":1,\"note\":\"\\ud800\"}",
            "",
            0,
            "",
            malformed,
            "surrogate"),
        json(
            "a raw NUL in a text",
            "{\"id\":1,\"note\":\"\0\"}",
            "",
            0,
            "",
            malformed,
            "well-formed"),
        json(
            "a NUL between records",
            "{\"id\":1,\"note\":\"\"}\n\0",
            "",
            0,
            "",
            malformed,
            "record 2"),
        new Attack(
            "bytes that are not UTF-8",
            bytes("{\"id\":1,\"note\":\"", 0xC3, 0x28, "\"}"),
            malformed,
            "UTF-8"),
        new Attack(
            "a surrogate in UTF-8",
            bytes("{\"id\":1,\"note\":\"", 0xED, 0xA0, 0x80, "\"}"),
            malformed,
            "UTF-8"),
        new Attack(
            "an overlong slash",
            bytes("{\"id\":1,\"note\":\"", 0xC0, 0xAF, "\"}"),
            malformed,
            "UTF-8"),
        new Attack(
            "a gzip bomb",
            () -> raw(new SourceFormat.Json(), bomb()),
            malformed,
            "it is compressed with gzip"),
        new Attack(
            "a gzip bomb for CSV",
            () -> raw(SourceFormat.Csv.standard(), bomb()),
            malformed,
            "it is compressed with gzip"));
  }

  private static Supplier<SourceStream> bytes(Object... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object piece : pieces) {
      switch (piece) {
        case Integer value -> all.write(value);
        default -> all.writeBytes(piece.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return () -> raw(new SourceFormat.Json(), all.toByteArray());
  }

  private static SourceStream raw(SourceFormat format, byte[] bytes) {
    return new GeneratedSource(format, bytes, new byte[0], 0, new byte[0], new AtomicLong()).get();
  }

  /** A few bytes that would become very many of a good source. */
  private static byte[] bomb() {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      byte[] lines = "{\"id\":1,\"note\":\"x\"}\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 20; i++) {
        gzip.write(lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void data_that_cannot_be_taken_is_told_once_and_nothing_of_it_stays(Attack attack)
      throws IOException {
    RememberingLedger ledger = new RememberingLedger();
    Problem problem = pipeline.failure(plan(NOTES), attack.source(), ledger);
    assertEquals(attack.code(), problem.code(), problem.toString());
    assertTrue(problem.message().contains(attack.told()), problem.message());
    assertEquals("t", problem.where().get("table"));
    assertTrue(problem.message().length() < 300, problem.message());
    assertEquals(Map.of(), ledger.progress().sources());
    assertEquals(
        List.of(), pipeline.store().list("").stream().filter(p -> p.endsWith(".arrow")).toList());
    if (attack.source() instanceof GeneratedSource generated) {
      assertTrue(generated.delivered().get() < 3 * RECORD, "read " + generated.delivered());
    }
  }

  @Test
  void numbers_without_end_are_no_numbers_of_any_type() throws IOException {
    for (ValueType type :
        List.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.DATE, ValueType.DATETIME)) {
      for (String number :
          List.of("1e999999999", "-1E+999999999", "1e-999999999", "9".repeat(100_000))) {
        Problem problem =
            pipeline.failure(
                plan(List.of(Records.column("n", type))),
                GeneratedSource.json("{\"n\":" + number + "}", "", 0, ""),
                new RememberingLedger());
        assertEquals(ErrorCode.TYPE_VIOLATION, problem.code(), problem.toString());
      }
    }
  }
}
