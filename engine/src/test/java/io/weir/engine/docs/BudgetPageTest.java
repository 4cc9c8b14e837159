package io.weir.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.PrivacyAmount;
import io.weir.engine.definition.PrivacySpending;
import io.weir.engine.main.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page on perturbation says of budgets, worked out with the methods themselves. */
class BudgetPageTest {
  @Test
  void the_example_adds_up_as_the_page_says() throws IOException {
    String page = Files.readString(Pages.page("methods/perturbation.md"));
    String example = page.split("```json module\n", 2)[1].split("\n```", 2)[0];
    try (Installed installed = new Installed()) {
      DocumentResult.Resolved read =
          (DocumentResult.Resolved) installed.documentReader().read(example);
      assertEquals(List.of(), read.warnings());
      PrivacySpending spending = read.plan().privacy();
      PrivacyAmount budget = spending.budget().orElseThrow();
      PrivacyAmount version = spending.total();
      assertEquals("epsilon 2.5", version.words());
      assertEquals("epsilon 6", budget.words());
      assertEquals("epsilon 5", version.plus(version).words());
      assertTrue(version.plus(version).fits(budget));
      assertFalse(version.plus(version).plus(version).fits(budget));
    }
  }
}
