package io.weir.engine.entity;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a value of any record, every part of it filled in. */
final class Samples {
  private Samples() {}

  static Object of(Type type) {
    return switch (type) {
      case ParameterizedType generic -> generic(generic);
      case Class<?> known when known == String.class -> "1.0.0";
      case Class<?> known when known == long.class || known == Long.class -> 7L;
      case Class<?> known when known == int.class || known == Integer.class -> 7;
      case Class<?> known when known == boolean.class -> true;
      case Class<?> known when known == BigDecimal.class -> new BigDecimal("0.50");
      case Class<?> known when known == Instant.class ->
          Instant.parse("2026-03-01T08:00:00.123456789Z");
      case Class<?> known when known == Duration.class -> Duration.ofMillis(1_500);
      case Class<?> known when known.isEnum() -> known.getEnumConstants()[0];
      case Class<?> known when known.isRecord() -> record(known);
      default -> throw new IllegalArgumentException("no sample of " + type);
    };
  }

  private static Object generic(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    return switch ((Class<?>) type.getRawType()) {
      case Class<?> raw when raw == List.class -> List.of(of(arguments[0]));
      case Class<?> raw when raw == Set.class -> Set.of(of(arguments[0]));
      case Class<?> raw when raw == Optional.class -> Optional.of(of(arguments[0]));
      case Class<?> raw when raw == Map.class -> Map.of(of(arguments[0]), of(arguments[1]));
      default -> throw new IllegalArgumentException("no sample of " + type);
    };
  }

  private static Object record(Class<?> type) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = of(components[i].getGenericType());
      }
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no sample of " + type, e);
    }
  }
}
