package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.PrivacyCost.Recurrence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class PrivacyBudgetTest {
  private static final String ANSWER =
      "{\"name\": \"answer\", \"anonymize\": {\"method\": \"lie\", \"epsilon\": 1.5}}";
  private static final String SMOKES =
      "{\"name\": \"smokes\", \"anonymize\":"
          + " {\"method\": \"lie\", \"epsilon\": 0.25, \"delta\": 0.000001}}";
  private static final String TWO_TABLES =
      Documents.module(
          Documents.table("people", "{\"name\": \"id\"}", ANSWER, SMOKES),
          Documents.table("visits", "{\"name\": \"cost\"}")
              .replace(
                  "\"tableSchema\"",
                  "\"anonymization\": [{\"method\": \"lie\", \"columns\": [\"cost\"],"
                      + " \"epsilon\": 2}], \"tableSchema\""));

  private static String budget(String document, String budget) {
    return document.replace("\"tables\"", "\"privacyBudget\": " + budget + ", \"tables\"");
  }

  private static PrivacyAmount amount(String epsilon, String delta) {
    return new PrivacyAmount(new BigDecimal(epsilon), new BigDecimal(delta));
  }

  private static List<String> warnings(String document) {
    return Documents.resolved(document).warnings().stream().map(DocumentProblem::toString).toList();
  }

  @Test
  void a_version_spends_the_sum_of_all_columns_and_tables() {
    PrivacySpending spending =
        Documents.resolved(budget(TWO_TABLES, "{\"epsilon\": 10, \"delta\": 1e-3}"))
            .plan()
            .privacy();
    assertEquals(amount("3.75", "0.000001"), spending.total());
    assertEquals(Optional.of(amount("10", "0.001")), spending.budget());
    assertEquals(
        List.of(
            new PrivacyUse("people", "answer", "lie", amount("1.5", "0"), Recurrence.EACH_VERSION),
            new PrivacyUse(
                "people", "smokes", "lie", amount("0.25", "0.000001"), Recurrence.EACH_VERSION),
            new PrivacyUse("visits", "", "lie", amount("2", "0"), Recurrence.EACH_VERSION)),
        spending.uses());
  }

  @Test
  void a_version_that_spends_all_of_the_budget_fits_and_one_that_spends_more_does_not() {
    assertEquals(
        List.of(), warnings(budget(TWO_TABLES, "{\"epsilon\": 3.75, \"delta\": 0.000001}")));
    String uses =
        "lie at people/answer spends epsilon 1.5, lie at people/smokes spends epsilon 0.25 and"
            + " delta 0.000001, lie at visits spends epsilon 2";
    assertEquals(
        List.of(
            "2:55 /privacyBudget: one version spends delta 0.000001, more than the 0 that"
                + " \"privacyBudget\" allows all versions; raise it, or lower the delta of a"
                + " method: "
                + uses,
            "2:67 /privacyBudget/epsilon: one version spends epsilon 3.75, more than the 3.74 that"
                + " \"privacyBudget\" allows all versions; raise it, or lower the epsilon of a"
                + " method: "
                + uses),
        Documents.problems(budget(TWO_TABLES, "{\"epsilon\": 3.74}")));
  }

  @Test
  void spending_without_a_budget_is_warned_of_with_its_sum() {
    assertEquals(1, warnings(TWO_TABLES).size());
    assertTrue(
        warnings(TWO_TABLES)
            .getFirst()
            .contains(
                "each version spends epsilon 3.75 and delta 0.000001 of differential privacy, and"
                    + " nothing bounds what all versions spend together"),
        warnings(TWO_TABLES)::toString);
  }

  @Test
  void a_budget_of_which_nothing_is_spent_is_no_mistake() {
    String plain = Documents.module(Documents.table("people", "{\"name\": \"id\"}"));
    DocumentResult.Resolved read = Documents.resolved(budget(plain, "{\"epsilon\": 1}"));
    assertEquals(List.of(), read.warnings());
    assertEquals(amount("0", "0"), read.plan().privacy().total());
  }

  @Test
  void a_table_in_which_a_person_may_have_several_records_is_warned_of() {
    String parents = Documents.table("people", "{\"name\": \"id\"}");
    String children =
        Documents.table("visits", "{\"name\": \"person\", \"references\": \"people/id\"}", ANSWER);
    List<String> warned = warnings(budget(Documents.module(parents, children), "{\"epsilon\": 3}"));
    assertEquals(1, warned.size());
    assertTrue(
        warned.getFirst().contains("a person may have several of its records"), warned::toString);
    String oneEach =
        children.replace(
            "\"tableSchema\": {",
            "\"tableSchema\": {\"primaryKey\": \"person\", \"onKeyConflict\": \"drop-all\",");
    assertEquals(
        List.of(), warnings(budget(Documents.module(parents, oneEach), "{\"epsilon\": 3}")));
  }

  @Test
  void what_is_no_budget_is_a_mistake() {
    for (String wrong :
        List.of(
            "3",
            "{}",
            "{\"epsilon\": 0}",
            "{\"epsilon\": -1}",
            "{\"epsilon\": \"3\"}",
            "{\"epsilon\": 1000001}",
            "{\"epsilon\": 3, \"delta\": 1}",
            "{\"epsilon\": 3, \"delta\": -0.1}",
            "{\"epsilon\": 3, \"rho\": 1}")) {
      List<String> problems = Documents.problems(budget(TWO_TABLES, wrong));
      assertTrue(problems.getFirst().contains("/privacyBudget"), problems::toString);
    }
  }

  @Test
  void a_script_cannot_declare_a_budget() {
    RulesScript script =
        new RulesScript(
            "rules 1",
            "{\"privacyBudget\": {\"epsilon\": 9}, \"tables\": {}}",
            RulesScript.Kind.ANONYMIZATION);
    DocumentResult read =
        new DocumentReader(new SomeExtensions()).read(TWO_TABLES, List.of(script));
    assertTrue(
        read instanceof DocumentResult.Rejected(List<DocumentProblem> problems)
            && problems.getFirst().advice().equals("write it in the module document"),
        read::toString);
  }

  @Test
  void what_a_script_spends_counts_too() {
    RulesScript script =
        new RulesScript(
            "rules 1",
            "{\"tables\": {\"people\": {\"columns\": {\"id\": {\"anonymize\":"
                + " {\"method\": \"lie\", \"epsilon\": 4}}}}}}",
            RulesScript.Kind.ANONYMIZATION);
    DocumentResult read =
        new DocumentReader(new SomeExtensions())
            .read(budget(TWO_TABLES, "{\"epsilon\": 5, \"delta\": 0.1}"), List.of(script));
    assertTrue(
        read instanceof DocumentResult.Rejected(List<DocumentProblem> problems)
            && problems.getFirst().message().startsWith("one version spends epsilon 7.75"),
        read::toString);
  }

  @Property
  void amounts_add_up_exactly_and_what_is_left_is_never_below_nothing(
      @ForAll @BigRange(min = "0", max = "1000") @Scale(9) BigDecimal some,
      @ForAll @BigRange(min = "0", max = "1000") @Scale(9) BigDecimal more) {
    PrivacyAmount one = new PrivacyAmount(some, BigDecimal.ZERO);
    PrivacyAmount other = new PrivacyAmount(more, BigDecimal.ZERO);
    assertEquals(0, some.add(more).compareTo(one.plus(other).epsilon()));
    assertEquals(one.plus(other), other.plus(one));
    assertEquals(0, some.subtract(more).max(BigDecimal.ZERO).compareTo(one.minus(other).epsilon()));
    assertEquals(some.compareTo(more) <= 0, one.fits(other));
    assertEquals(some.compareTo(more) <= 0 ? one : other, one.least(other));
  }

  @Test
  void whatever_a_method_claims_is_added_without_effort_and_never_rounded_down() {
    PrivacyAmount tiny = amount("1e-900000000", "1e-900000000");
    PrivacyAmount huge = amount("1e+900000000", "0");
    assertEquals(amount("1e-30", "1e-30"), tiny);
    assertEquals(amount("1e9", "0"), huge);
    assertEquals("1000000000", huge.plus(tiny).epsilon().toPlainString());
    assertEquals("2", amount("2.00", "0").epsilon().toPlainString());
    assertTrue(amount("1", "0").fits(amount("1.0000000000000000000000000000000000001", "0")));
    assertEquals(
        "1.000000000000000000000000000001",
        amount("1.0000000000000000000000000000000000001", "0").epsilon().toPlainString());
  }
}
