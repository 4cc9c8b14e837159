package io.weir.engine.dataplane.keys;

import io.weir.spi.BytesColumn;
import io.weir.spi.DecimalColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;

/** Decimals as bytes that are equal exactly when the numbers are: trailing zeros do not count. */
final class DecimalBytes {
  private DecimalBytes() {}

  static BytesColumn of(DecimalColumn decimals) {
    BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.BINARY, decimals.size());
    ByteBuffer small = ByteBuffer.allocate(12);
    for (int row = 0; row < decimals.size(); row++) {
      if (decimals.isEmpty(row)) {
        builder.appendEmpty();
      } else if (decimals.isSmall(row)) {
        long unscaled = decimals.unscaled(row);
        int scale = unscaled == 0 ? 0 : decimals.scale(row);
        while (unscaled != 0 && unscaled % 10 == 0) {
          unscaled /= 10;
          scale--;
        }
        builder.append(small.putInt(0, scale).putLong(4, unscaled).array(), 0, 12);
      } else {
        byte[] large = large(decimals.value(row));
        builder.append(large, 0, large.length);
      }
    }
    return builder.build();
  }

  /** The whole number that was encoded, with no decimal places. */
  static BigDecimal whole(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    int scale = bytes.getInt();
    byte[] unscaled = new byte[bytes.remaining()];
    bytes.get(unscaled);
    return new BigDecimal(new java.math.BigInteger(unscaled), scale).setScale(0);
  }

  private static byte[] large(BigDecimal value) {
    BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (stripped.unscaledValue().bitLength() < 64) {
      long unscaled = stripped.unscaledValue().longValue();
      return ByteBuffer.allocate(12).putInt(stripped.scale()).putLong(unscaled).array();
    }
    byte[] unscaled = stripped.unscaledValue().toByteArray();
    return ByteBuffer.allocate(4 + unscaled.length).putInt(stripped.scale()).put(unscaled).array();
  }
}
