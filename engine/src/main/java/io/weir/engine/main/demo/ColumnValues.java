package io.weir.engine.main.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Types and ranges as the demo's module document uses them. */
final class ColumnValues {
  private ColumnValues() {}

  static String base(JsonNode column) {
    JsonNode datatype = column.path("datatype");
    return datatype.isObject() ? datatype.get("base").asText() : datatype.asText("string");
  }

  static boolean readable(String base, String value) {
    try {
      switch (base) {
        case "integer" -> Long.parseLong(value);
        case "decimal" -> new BigDecimal(value);
        case "date" -> LocalDate.parse(value);
        case "boolean" -> {
          return value.equals("true") || value.equals("false");
        }
        default -> {
          return true;
        }
      }
      return true;
    } catch (NumberFormatException | DateTimeException e) {
      return false;
    }
  }

  /** The nearest value of the column's range; the same text when the value lies in it. */
  static String clamp(JsonNode column, String value) {
    JsonNode datatype = column.path("datatype");
    String base = base(column);
    if (datatype.has("minimum") && compare(base, value, datatype.get("minimum").asText()) < 0) {
      return datatype.get("minimum").asText();
    }
    if (datatype.has("maximum") && compare(base, value, datatype.get("maximum").asText()) > 0) {
      return datatype.get("maximum").asText();
    }
    return value;
  }

  private static int compare(String base, String value, String other) {
    return base.equals("date")
        ? LocalDate.parse(value).compareTo(LocalDate.parse(other))
        : new BigDecimal(value).compareTo(new BigDecimal(other));
  }
}
