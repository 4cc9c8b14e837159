package io.weir.plugins.generalization;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ValueType;
import io.weir.testkit.ProposingMethodContract;
import io.weir.testkit.SampleColumns;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

class GeneralizeProposalsTest extends ProposingMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new Generalize();
  }

  @Override
  protected List<Column> suitable() {
    List<Column> columns = new ArrayList<>();
    for (ValueType type :
        EnumSet.complementOf(EnumSet.of(ValueType.STRING, ValueType.BINARY, ValueType.JSON))) {
      columns.add(SampleColumns.of(type, 900, 5));
    }
    columns.add(BytesColumn.ofStrings("80331", null, "10115", "10117"));
    columns.add(BytesColumn.ofStrings("SW1A 1AA", "M1 1AE", "B33 8TH"));
    columns.add(BytesColumn.ofStrings("married", "single", null, "widowed", "", "*"));
    columns.add(BytesColumn.ofStrings("Low", "High", "Medium"));
    columns.add(BytesColumn.ofStrings("0-17", "18-64", "65+"));
    columns.add(towns());
    return columns;
  }

  @Override
  protected List<Column> unsuitable() {
    return List.of(
        SampleColumns.of(ValueType.STRING, 900, 5),
        SampleColumns.of(ValueType.JSON, 900, 5),
        SampleColumns.of(ValueType.BINARY, 900, 5),
        BytesColumn.ofStrings("a note of what was said ".repeat(20), "and another one"));
  }

  private static Column towns() {
    Random random = new Random(5);
    String[] towns = new String[700];
    for (int i = 0; i < towns.length; i++) {
      towns[i] = "Town " + (char) ('A' + random.nextInt(1 + random.nextInt(40)));
    }
    return BytesColumn.ofStrings(towns);
  }
}
