package io.weir.engine.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The JSON Schema of module documents, by which editors complete terms and tell what they mean. It
 * is of draft 7, the newest that common editors know in full.
 *
 * <p>It judges the shape of a document: every document that {@link DocumentReader} accepts is valid
 * by it, except for parameters that installed connectors bring. The converse does not hold: that
 * names refer to something, that values are of their types and bounds in order is beyond a schema.
 */
public final class ModuleSchema {
  /** The IRI of the schema, which nothing is ever loaded from. */
  public static final String ID = "https://w3id.org/weir/v1/module.schema.json";

  /** What the schema is called where it lies beside a document. */
  public static final String FILE = "weir-v1.schema.json";

  private static final String TEXT = resource();

  private ModuleSchema() {}

  /** The schema, a JSON document. */
  public static String text() {
    return TEXT;
  }

  private static String resource() {
    try (InputStream in = ModuleSchema.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
