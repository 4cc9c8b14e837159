package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.atValue;
import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.numbers;
import static io.weir.plugins.perturbation.Trials.table;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.SampleColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MultiplyNoiseTest extends RecordsMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new MultiplyNoise();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : List.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.DOUBLE)) {
      Column sample = SampleColumns.of(type, 1_200, 5);
      examples.add(Trials.example(table("value", sample), Map.of("scale", number("0.3"))));
      examples.add(
          Trials.example(
              table("id", SampleColumns.of(ValueType.DECIMAL, 1_200, 6), "value", sample),
              Map.of(
                  "distribution",
                  "gaussian",
                  "scale",
                  number("1"),
                  "bounds",
                  numbers("-50", "100"),
                  "policy",
                  "redraw",
                  "round",
                  number("5"))));
      examples.add(
          Trials.example(
              table("value", sample, "who", SampleColumns.of(ValueType.BINARY, 1_200, 7)),
              Map.of("distribution", "uniform", "scale", number("0.5"), "per", "who")));
    }
    return examples;
  }

  @Override
  protected List<Refused> refused() {
    var table = table("value", Trials.integers(1));
    return List.of(
        new Refused("scale", atValue(table, Map.of("scale", number("-1")))),
        new Refused("scale", atValue(table, Map.of("scale", number("11")))),
        new Refused(
            "distribution",
            atValue(table, Map.of("scale", number("1"), "distribution", "laplace"))),
        new Refused(
            "round",
            atValue(
                table,
                Map.of("scale", number("1"), "round", number("10"), "bounds", numbers("1", "9")))));
  }

  @Test
  void zero_stays_zero() {
    Column result =
        Trials.value(
            method(), table("value", Trials.decimals("0", "0.00")), Map.of("scale", number("2")));
    assertEquals(List.of("=0", "=0.00"), RecordsTrial.texts(result));
  }
}
