package io.weir.engine.views;

/** The lists there are. */
public enum View {
  SCRIPT(Order.ASCENDING),
  MODULE_VERSION(Order.ASCENDING),
  CONNECTION(Order.ASCENDING),
  TASK(Order.ASCENDING),
  RUN(Order.DESCENDING),
  OUTBOX(Order.DESCENDING);

  /** By the position of their rows. */
  public enum Order {
    ASCENDING,
    DESCENDING
  }

  private final Order order;

  View(Order order) {
    this.order = order;
  }

  public Order order() {
    return order;
  }
}
