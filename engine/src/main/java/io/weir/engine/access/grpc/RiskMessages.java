package io.weir.engine.access.grpc;

import io.weir.engine.dataplane.TableRisk.Above;
import io.weir.engine.dataplane.TableRisk.Column;
import io.weir.engine.dataplane.TableRisk.Disclosure;
import io.weir.engine.dataplane.TableRisk.Finding;
import io.weir.engine.dataplane.TableRisk.Repeats;
import io.weir.engine.dataplane.TableRisk.Side;
import io.weir.engine.dataplane.TableRisk.Sizes;
import io.weir.v1.ClassSizes;
import io.weir.v1.FindingRisk;
import io.weir.v1.QuasiIdentifier;
import io.weir.v1.RecordsAtRisk;
import io.weir.v1.RepeatedValues;
import io.weir.v1.RiskSide;
import io.weir.v1.TableRisk;

/**
 * How likely somebody is found in a table, as messages. Nothing of it is made of a value, so
 * whoever may see a report may see all of it.
 */
public final class RiskMessages {
  private RiskMessages() {}

  public static TableRisk of(io.weir.engine.dataplane.TableRisk risk) {
    TableRisk.Builder message =
        TableRisk.newBuilder()
            .setPopulation(risk.population().orElse(""))
            .setBefore(side(risk.before()))
            .setAfter(side(risk.after()));
    for (Repeats repeats : risk.repeats()) {
      message.addRepeats(
          RepeatedValues.newBuilder()
              .setTable(repeats.table())
              .setColumn(repeats.column())
              .addAllHidden(repeats.hidden())
              .setRecords(repeats.records())
              .setRepeating(repeats.repeating())
              .setComplete(repeats.complete()));
    }
    return message.build();
  }

  private static RiskSide side(Side side) {
    RiskSide.Builder message =
        RiskSide.newBuilder()
            .setRecords(side.records())
            .setStarred(side.starred())
            .setClasses(side.classes())
            .setSmallestClass(side.smallest())
            .setLargestClass(side.largest())
            .setUnique(side.unique())
            .setAverageClassSize(side.averageClassSize())
            .setDiscernibility(side.discernibility())
            .setProsecutor(finding(side.prosecutor()))
            .setMarketer(side.journalist().orElse(side.prosecutor()).average());
    side.journalist().ifPresent(finding -> message.setJournalist(finding(finding)));
    for (Column column : side.columns()) {
      message.addQuasiIdentifiers(
          QuasiIdentifier.newBuilder()
              .setColumn(column.column())
              .setDistinct(column.distinct())
              .setEmpty(column.empty())
              .setStars(column.stars()));
    }
    for (Sizes sizes : side.sizes()) {
      ClassSizes.Builder bin =
          ClassSizes.newBuilder()
              .setFrom(sizes.from())
              .setClasses(sizes.classes())
              .setRecords(sizes.records());
      message.addSizes(sizes.to() == Long.MAX_VALUE ? bin : bin.setTo(sizes.to()));
    }
    side.sensitive().forEach(disclosure -> message.addSensitive(disclosure(disclosure)));
    return message.build();
  }

  private static FindingRisk finding(Finding finding) {
    FindingRisk.Builder message =
        FindingRisk.newBuilder().setGreatest(finding.greatest()).setAverage(finding.average());
    for (Above above : finding.above()) {
      message.addAbove(RecordsAtRisk.newBuilder().setK(above.k()).setRecords(above.records()));
    }
    return message.build();
  }

  private static io.weir.v1.Disclosure disclosure(Disclosure disclosure) {
    io.weir.v1.Disclosure.Builder message =
        io.weir.v1.Disclosure.newBuilder()
            .setColumn(disclosure.column())
            .setSingle(disclosure.single())
            .setPosterior(disclosure.posterior())
            .setDistance(disclosure.distance());
    disclosure.farthest().ifPresent(message::setFarthest);
    return message.build();
  }
}
