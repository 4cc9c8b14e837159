package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.spi.MethodRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExtensionCheckTest {

  /** Methods that all break off. */
  private record BreakingOff(Extensions others) implements Extensions {
    @Override
    public Set<String> anonymizationMethods() {
      return others.anonymizationMethods();
    }

    @Override
    public Set<String> conflictStrategies() {
      return others.conflictStrategies();
    }

    @Override
    public boolean makesNewKeys(String strategy) {
      return others.makesNewKeys(strategy);
    }

    @Override
    public Set<String> sourceParameters() {
      return others.sourceParameters();
    }

    @Override
    public Effect prepare(String method, MethodRequest request) {
      return new Effect.Broken("odd", "IllegalStateException");
    }
  }

  @Test
  void a_key_that_is_dropped_or_left_alone_is_not_warned_of() {
    for (String rest : List.of("", ", \"anonymize\": {\"method\": \"drop-column\"}")) {
      String document = keyed("{\"name\": \"id\"" + rest + "}, {\"name\": \"c\"}");
      assertEquals(List.of(), Documents.resolved(document).warnings());
    }
  }

  @Test
  void a_key_that_is_anonymized_as_the_key_it_references_is_warned_of() {
    String document =
        keyed(
            """
            {"name": "id", "references": "t/c"}, {"name": "c", "anonymize": {"method": "mask"}}
            """);
    assertEquals(
        List.of("/tables/0/tableSchema/columns/0/name"),
        Documents.resolved(document).warnings().stream().map(DocumentProblem::pointer).toList());
  }

  private static String keyed(String columns) {
    return Documents.module(
        Documents.table("t", columns)
            .replace(
                "{\"columns\"",
                "{\"primaryKey\": \"id\", \"onKeyConflict\": \"drop-all\", \"columns\""));
  }

  @Test
  void a_method_that_breaks_off_is_a_problem_at_its_name() {
    String document =
        Documents.module(
            Documents.table("t", "{\"name\": \"c\", \"anonymize\": {\"method\": \"mask\"}}"));
    DocumentResult result =
        new DocumentReader(new BreakingOff(new SomeExtensions())).read(document);
    assertEquals(
        List.of(
            "5:39 /tables/0/tableSchema/columns/0/anonymize/method: method \"mask\" of plugin"
                + " \"odd\" broke off with IllegalStateException at column \"c\" of table \"t\";"
                + " report it to the plugin's author, and choose another method until then"),
        ((DocumentResult.Rejected) result)
            .problems().stream().map(DocumentProblem::toString).toList());
  }
}
