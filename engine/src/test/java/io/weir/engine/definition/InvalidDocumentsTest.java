package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code invalid/*.jsonld} has beside it, in {@code *.expected}, the problems it must yield.
 */
class InvalidDocumentsTest {

  @ParameterizedTest
  @MethodSource("names")
  void an_invalid_document_yields_exactly_the_problems_beside_it(String name) throws IOException {
    Path folder = folder();
    byte[] document = Files.readAllBytes(folder.resolve(name + ".jsonld"));
    List<String> expected = Files.readAllLines(folder.resolve(name + ".expected"));

    assertEquals(
        String.join("\n", expected),
        problems(document).stream()
            .map(DocumentProblem::toString)
            .collect(Collectors.joining("\n")));
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_problem_says_what_to_do_and_does_not_end_like_a_sentence(String name)
      throws IOException {
    for (DocumentProblem problem :
        problems(Files.readAllBytes(folder().resolve(name + ".jsonld")))) {
      assertTrue(problem.line() >= 1 && problem.column() >= 1, problem::toString);
      assertTrue(
          !problem.message().isBlank() && !problem.message().endsWith("."), problem::toString);
      assertTrue(!problem.advice().isBlank() && !problem.advice().endsWith("."), problem::toString);
    }
  }

  @Test
  void there_are_many_invalid_documents() {
    assertTrue(names().count() >= 35);
  }

  static Stream<String> names() {
    try {
      return Files.list(folder())
          .map(path -> path.getFileName().toString())
          .filter(file -> file.endsWith(".jsonld"))
          .map(file -> file.substring(0, file.length() - ".jsonld".length()))
          .sorted();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<DocumentProblem> problems(byte[] document) {
    return switch (new DocumentReader(new SomeExtensions()).read(document)) {
      case DocumentResult.Rejected(List<DocumentProblem> problems) -> problems;
      case DocumentResult.Resolved(Plan plan, _) ->
          throw new AssertionError("was accepted as " + plan);
    };
  }

  private static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(InvalidDocumentsTest.class.getResource("invalid")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
