package io.weir.plugins.permutation;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Notes;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** {@code shuffle-records}: records change their places in the table, each as a whole. */
@Extension
public final class ShuffleRecords implements AnonymizationMethod {
  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        "shuffle-records",
        Operation.PERMUTATION,
        "The records of a table come in a random order, each as it is.",
        Set.of(Place.TABLE),
        EnumSet.allOf(ValueType.class),
        List.of(),
        new Notes(
            "The table has the same records as before, in an order that has nothing to do with"
                + " that of the source: of all orders each is as likely as any other.",
            "Nothing but the order is hidden. A key, a number or a time that grew with the order"
                + " of the source tells it again.",
            "{\"method\": \"shuffle-records\"}",
            "The shuffle of R. A. Fisher and F. Yates, Statistical Tables, 1938."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    request.parameters().allowOnly();
    if (request.column().isPresent()) {
      throw new InvalidParameters(
          "method", "shuffle-records stands at the table; write it in its list \"anonymization\"");
    }
    return new ShuffledRecords(request.table().columns());
  }
}
