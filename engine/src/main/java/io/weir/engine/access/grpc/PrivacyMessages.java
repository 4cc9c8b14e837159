package io.weir.engine.access.grpc;

import io.weir.engine.definition.PrivacyAmount;
import io.weir.engine.definition.PrivacySpending;
import io.weir.engine.definition.PrivacyUse;
import io.weir.engine.module.PrivacyLedger;
import io.weir.spi.PrivacyCost.Recurrence;
import io.weir.v1.PrivacyEntry;

/** What is spent of differential privacy, as messages. */
final class PrivacyMessages {
  private static final int MOST_USES = 1_000;

  private PrivacyMessages() {}

  static io.weir.v1.PrivacyAmount of(PrivacyAmount amount) {
    return io.weir.v1.PrivacyAmount.newBuilder()
        .setEpsilon(amount.epsilon().toPlainString())
        .setDelta(amount.delta().toPlainString())
        .build();
  }

  static io.weir.v1.PrivacyLedger of(PrivacyLedger ledger) {
    io.weir.v1.PrivacyLedger.Builder message = io.weir.v1.PrivacyLedger.newBuilder();
    ledger.budget().ifPresent(budget -> message.setBudget(of(budget)));
    ledger.left().ifPresent(left -> message.setLeft(of(left)));
    message.setSpent(of(ledger.spent()));
    for (PrivacyLedger.Entry entry : ledger.entries()) {
      message.addEntries(
          PrivacyEntry.newBuilder()
              .setVersion(entry.version())
              .setRunId(entry.run())
              .setAmount(of(entry.amount()))
              .setPublished(entry.published())
              .setAt(Times.timestamp(entry.at())));
    }
    return message.build();
  }

  static io.weir.v1.PrivacySpending of(PrivacySpending spending) {
    io.weir.v1.PrivacySpending.Builder message =
        io.weir.v1.PrivacySpending.newBuilder()
            .setTotal(of(spending.total()))
            .setUseCount(spending.uses().size());
    spending.budget().ifPresent(budget -> message.setBudget(of(budget)));
    spending.uses().stream().limit(MOST_USES).map(PrivacyMessages::of).forEach(message::addUses);
    return message.build();
  }

  private static io.weir.v1.PrivacyUse of(PrivacyUse use) {
    return io.weir.v1.PrivacyUse.newBuilder()
        .setTable(use.table())
        .setColumn(use.column())
        .setMethod(use.method())
        .setCost(of(use.cost()))
        .setStays(use.recurrence() == Recurrence.EACH_NEW_VALUE)
        .build();
  }
}
