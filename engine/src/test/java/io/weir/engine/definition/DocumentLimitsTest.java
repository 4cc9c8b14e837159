package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentLimitsTest {
  private static final int LIMIT = 1024 * 1024;

  @Test
  void a_document_of_1_mib_is_read_and_a_larger_one_refused() {
    String clinic = Documents.clinic();
    byte[] padded =
        (clinic + " ".repeat(LIMIT - clinic.getBytes(StandardCharsets.UTF_8).length))
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(LIMIT, padded.length);
    assertTrue(
        new DocumentReader(new SomeExtensions()).read(padded) instanceof DocumentResult.Resolved);

    assertEquals(
        List.of("1:1 (document): the text is larger than 1 MiB; divide it into several"),
        problems(new byte[LIMIT + 1]));
    assertEquals(
        List.of("1:1 (document): the text is larger than 1 MiB; divide it into several"),
        Documents.problems(" ".repeat(LIMIT + 1)));
    assertEquals(
        List.of("1:1 (document): the text is larger than 1 MiB; divide it into several"),
        Documents.problems("\"" + "é".repeat(LIMIT / 2) + "\""));
  }

  @Test
  void a_document_of_half_a_million_values_and_more_is_refused() {
    String problem = Documents.problems("[" + "0,".repeat(510_000) + "0]").getFirst();
    assertTrue(problem.contains("more than 500000 values"), problem);
  }

  @Test
  void ten_thousand_columns_are_possible() {
    assertEquals(
        10_000,
        Documents.resolved(Documents.module(Documents.table("wide", columns(10_000))))
            .plan()
            .table("wide")
            .columns()
            .size());
    assertEquals(
        1, Documents.problems(Documents.module(Documents.table("wide", columns(10_001)))).size());
  }

  @Test
  void problems_end_at_a_thousand() {
    String columns =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "{\"name\": \"c%d\", \"nonsense\": 1}".formatted(i))
            .collect(Collectors.joining(",\n"));
    assertEquals(1_000, Documents.problems(Documents.module(Documents.table("t", columns))).size());
  }

  @Test
  void a_very_long_unknown_term_is_quoted_in_part() {
    String term = "x".repeat(1_000_000);
    String problem =
        Documents.problems(
                Documents.module(Documents.table("t", "{\"name\": \"c\", \"" + term + "\": 1}")))
            .getFirst();
    assertTrue(problem.contains("…\" is not a term of column \"c\" of table \"t\""), problem);
  }

  @Test
  void problems_are_told_in_reading_order() {
    List<String> problems =
        Documents.problems("{\n\"tables\": 1,\n\"version\": 2,\n\"@context\": 3}");
    assertEquals(
        List.of("1", "1", "1", "2", "3", "4"),
        problems.stream().map(problem -> problem.substring(0, problem.indexOf(':'))).toList());
  }

  private static List<String> problems(byte[] document) {
    return switch (DocumentReader.withoutExtensions().read(document)) {
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          problems.stream().map(DocumentProblem::toString).toList();
      case DocumentResult.Resolved _ -> List.of();
    };
  }

  private static String columns(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"name\": \"c%d\"}"::formatted)
        .collect(Collectors.joining(",\n"));
  }
}
