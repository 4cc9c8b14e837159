package io.weir.engine.entity;

import java.util.List;
import java.util.function.Function;

/**
 * Some entries of a list.
 *
 * @param nextToken for the next page, or empty text on the last
 */
public record Page<T>(List<T> items, String nextToken) {
  public Page {
    items = List.copyOf(items);
  }

  public <U> Page<U> map(Function<? super T, ? extends U> change) {
    return new Page<>(items.stream().<U>map(change).toList(), nextToken);
  }
}
