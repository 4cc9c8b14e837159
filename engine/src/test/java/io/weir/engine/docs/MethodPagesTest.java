package io.weir.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.main.Installed;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodParameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the pages of methods to what the methods say of themselves. */
class MethodPagesTest {
  @Test
  void every_parameter_of_every_method_stands_in_its_page_and_no_other() {
    try (Installed installed = new Installed()) {
      Map<Operation, List<MethodDescription>> byPage =
          installed.anonymizationMethods().stream()
              .map(method -> method.describe())
              .collect(Collectors.groupingBy(MethodDescription::operation));
      assertTrue(byPage.size() >= 6, byPage.keySet()::toString);
      Map<String, Set<String>> described = new TreeMap<>();
      Map<String, Set<String>> listed = new TreeMap<>();
      byPage.forEach((operation, methods) -> {
        Path page = Pages.page("methods/" + operation.name().toLowerCase(Locale.ROOT) + ".md");
        for (MethodDescription method : methods) {
          described.put(
              method.name(),
              method.parameters().stream()
                  .map(MethodParameter::name)
                  .collect(Collectors.toCollection(TreeSet::new)));
          listed.put(method.name(), listed(page, method.name(), methods.size() == 1));
        }
      });
      assertEquals(described, listed);
    }
  }

  /** What the tables of parameters in a method's section name; the whole page of a single one. */
  private static Set<String> listed(Path page, String method, boolean alone) {
    return Pages.tables(page, "parameter").stream()
        .filter(table -> alone || table.section().equals(method))
        .flatMap(table -> table.rows().stream())
        .flatMap(row -> Pages.code(row.getFirst()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
