package io.weir.engine.dataplane.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of longs in a file. */
final class Longs {
  private static final int MOST = 1 << 16;

  private Longs() {}

  static void write(DataOutput out, long[] values) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  static long[] read(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST) {
      throw new IOException("an array of " + length + " numbers is none of a profile");
    }
    long[] values = new long[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }
}
