package io.weir.engine.definition;

import io.weir.engine.definition.format.Format;
import io.weir.engine.definition.format.Hexadecimal;
import io.weir.spi.ValueType;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The names that types have in documents, and what each means. */
final class Datatypes {
  /**
   * @param facets what the name itself demands
   */
  record Named(ValueType type, Facets facets) {}

  static final Map<String, Named> NAMES = names();

  private Datatypes() {}

  private static Map<String, Named> names() {
    Map<String, Named> names = new TreeMap<>();
    plain(names, ValueType.STRING, "string", "anyURI", "any", "anyAtomicType");
    plain(names, ValueType.STRING, "normalizedString", "token");
    plain(names, ValueType.BOOLEAN, "boolean");
    plain(names, ValueType.INTEGER, "integer", "long");
    plain(names, ValueType.DECIMAL, "decimal");
    plain(names, ValueType.DOUBLE, "double", "number", "float");
    plain(names, ValueType.DATE, "date");
    plain(names, ValueType.TIME, "time");
    plain(names, ValueType.DATETIME, "datetime", "dateTime");
    plain(names, ValueType.BINARY, "binary", "base64Binary");
    plain(names, ValueType.JSON, "json");
    whole(names, "int", Integer.MIN_VALUE, Integer.MAX_VALUE);
    whole(names, "short", Short.MIN_VALUE, Short.MAX_VALUE);
    whole(names, "byte", Byte.MIN_VALUE, Byte.MAX_VALUE);
    whole(names, "nonNegativeInteger", 0, Long.MAX_VALUE);
    whole(names, "positiveInteger", 1, Long.MAX_VALUE);
    whole(names, "nonPositiveInteger", Long.MIN_VALUE, 0);
    whole(names, "negativeInteger", Long.MIN_VALUE, -1);
    whole(names, "unsignedInt", 0, 0xFFFF_FFFFL);
    whole(names, "unsignedShort", 0, 0xFFFF);
    whole(names, "unsignedByte", 0, 0xFF);
    names.put(
        "unsignedLong",
        new Named(
            ValueType.DECIMAL,
            whole(BigInteger.ZERO, BigInteger.TWO.pow(64).subtract(BigInteger.ONE))));
    names.put(
        "hexBinary",
        new Named(
            ValueType.BINARY,
            new Facets(
                Optional.<Format>of(new Hexadecimal()), Optional.empty(), Optional.empty())));
    return Map.copyOf(names);
  }

  private static void plain(Map<String, Named> names, ValueType type, String... words) {
    for (String word : words) {
      names.put(word, new Named(type, Facets.NONE));
    }
  }

  private static void whole(Map<String, Named> names, String name, long least, long most) {
    names.put(
        name,
        new Named(ValueType.INTEGER, whole(BigInteger.valueOf(least), BigInteger.valueOf(most))));
  }

  private static Facets whole(BigInteger least, BigInteger most) {
    return new Facets(
        Optional.empty(), Optional.empty(), Optional.of(new Facets.Whole(least, most)));
  }
}
