package io.weir.spi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a module document says to a plugin beside its name: a JSON object as plain JDK values
 * (String, Boolean, BigDecimal, List, Map).
 */
public record Parameters(Map<String, Object> values) {
  public Parameters {
    values = Map.copyOf(values);
  }

  public static Parameters none() {
    return new Parameters(Map.of());
  }

  public Optional<String> text(String name) {
    return get(name, String.class, "a text");
  }

  public Optional<Boolean> flag(String name) {
    return get(name, Boolean.class, "true or false");
  }

  public Optional<BigDecimal> number(String name) {
    return get(name, BigDecimal.class, "a number");
  }

  /** A list of numbers in the order written; empty when the parameter is absent. */
  public List<BigDecimal> numbers(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(BigDecimal.class::isInstance)) {
      return list.stream().map(BigDecimal.class::cast).toList();
    }
    throw new InvalidParameters(name, "\"" + name + "\" must be a list of numbers");
  }

  /** A list of texts in the order written; empty when the parameter is absent. */
  public List<String> texts(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw new InvalidParameters(name, "\"" + name + "\" must be a list of texts");
  }

  /**
   * Refuses any parameter that is not among the known ones.
   *
   * @throws InvalidParameters naming the first unknown one and the known ones
   */
  public void allowOnly(String... known) {
    Set<String> allowed = new TreeSet<>(List.of(known));
    for (String name : new TreeSet<>(values.keySet())) {
      if (!allowed.contains(name)) {
        throw new InvalidParameters(
            name,
            allowed.isEmpty()
                ? "\"" + name + "\" is not known here; there are no parameters"
                : "\"" + name + "\" is not known here; known are " + String.join(", ", allowed));
      }
    }
  }

  private <T> Optional<T> get(String name, Class<T> type, String expected) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new InvalidParameters(name, "\"" + name + "\" must be " + expected);
    }
    return Optional.of(type.cast(value));
  }
}
