package io.weir.spi;

/**
 * A parameter of a method.
 *
 * @param summary one sentence on it
 * @param schema the JSON Schema of its value: a JSON object, without a description
 */
public record MethodParameter(String name, String summary, boolean required, String schema) {
  public static MethodParameter text(String name, String summary) {
    return new MethodParameter(name, summary, false, "{\"type\": \"string\"}");
  }

  public static MethodParameter flag(String name, String summary) {
    return new MethodParameter(name, summary, false, "{\"type\": \"boolean\"}");
  }

  public static MethodParameter number(String name, String summary) {
    return new MethodParameter(name, summary, false, "{\"type\": \"number\"}");
  }

  /** A number above 0. */
  public static MethodParameter positive(String name, String summary) {
    return new MethodParameter(
        name, summary, false, "{\"type\": \"number\", \"exclusiveMinimum\": 0}");
  }

  public static MethodParameter whole(String name, String summary, long minimum, long maximum) {
    return new MethodParameter(
        name,
        summary,
        false,
        "{\"type\": \"integer\", \"minimum\": " + minimum + ", \"maximum\": " + maximum + "}");
  }

  public static MethodParameter numbers(String name, String summary) {
    return new MethodParameter(
        name, summary, false, "{\"type\": \"array\", \"items\": {\"type\": \"number\"}}");
  }

  public static MethodParameter texts(String name, String summary) {
    return new MethodParameter(
        name, summary, false, "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}");
  }

  /** One of some words; they may not need escaping in JSON. */
  public static MethodParameter oneOf(String name, String summary, String... words) {
    return new MethodParameter(
        name, summary, false, "{\"enum\": [\"" + String.join("\", \"", words) + "\"]}");
  }

  /** The same, and it must be there. */
  public MethodParameter asRequired() {
    return new MethodParameter(name, summary, true, schema);
  }
}
