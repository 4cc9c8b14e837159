package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.definition.Extensions.Effect;
import io.weir.engine.pluginhost.Registered;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PluginsTest {

  @Test
  void a_method_that_breaks_off_is_told_without_what_it_says() {
    assertEquals(
        new Effect.Broken("odd", "IllegalStateException"),
        effect(() -> {
          throw new IllegalStateException("Ann Smith");
        }));
    assertEquals(
        new Effect.Broken("odd", "NoClassDefFoundError"),
        effect(() -> {
          throw new NoClassDefFoundError("secret/Name");
        }));
    assertEquals(new Effect.Broken("odd", "NullPointerException"), effect(() -> null));
  }

  @Test
  void a_refusal_stays_the_words_of_the_method() {
    assertEquals(
        new Effect.Unsuitable("width", "write a width"),
        effect(() -> {
          throw new InvalidParameters("width", "write a width");
        }));
  }

  private static Effect effect(Supplier<ColumnAnonymizer> prepared) {
    AnonymizationMethod method =
        new AnonymizationMethod() {
          @Override
          public MethodDescription describe() {
            throw new UnsupportedOperationException();
          }

          @Override
          public PreparedMethod prepare(MethodRequest request) {
            return prepared.get();
          }
        };
    return Plugins.prepare(
        new Registered<>(method, "odd", "1.0.0", "0".repeat(64)),
        MethodRequest.of(new ColumnSchema("name", ValueType.STRING), Parameters.none()));
  }
}
