package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.atValue;
import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.table;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import io.weir.testkit.SampleColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rounding at random is drawn for each record. */
class RandomRoundingTest extends RecordsMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new RoundValues();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : Perturbation.TYPES) {
      Column sample = SampleColumns.of(type, 1_200, 5);
      Map<String, Object> parameters =
          Map.of(
              "multiple",
              number(type == ValueType.DATETIME ? "9000000" : "9000"),
              "mode",
              "random");
      examples.add(Trials.example(table("value", sample), parameters));
      examples.add(Trials.example(table("id", Trials.keys(1_200), "value", sample), parameters));
    }
    return examples;
  }

  @Override
  protected List<Refused> refused() {
    return List.of(
        new Refused(
            "mode",
            atValue(
                table("value", Trials.integers(1)),
                Map.of("multiple", number("5"), "mode", "up"))));
  }
}
