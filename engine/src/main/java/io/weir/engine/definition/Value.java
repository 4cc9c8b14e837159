package io.weir.engine.definition;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;

/** One value that is there; {@link Values} says which type is held how. */
public sealed interface Value {
  /** STRING and JSON. */
  record Text(String text) implements Value {}

  /** BOOLEAN. */
  record Flag(boolean flag) implements Value {}

  /**
   * INTEGER, DATE (days), TIME and DATETIME (microseconds), as in {@link io.weir.spi.ValueType}.
   */
  record Whole(long number) implements Value {}

  /** DECIMAL, with the scale it was written with. */
  record Exact(BigDecimal number) implements Value {}

  /** DOUBLE. */
  record Floating(double number) implements Value {}

  /** BINARY; the bytes are not copied and not to be changed. */
  record Bytes(byte[] bytes) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes(byte[] theirs) && Arrays.equals(bytes, theirs);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Bytes[" + HexFormat.of().formatHex(bytes) + "]";
    }
  }
}
