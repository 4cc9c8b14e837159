package io.weir.plugins.postgresql;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** The bytes of a COPY in PostgreSQL's binary format, gathered to about a megabyte a message. */
final class CopyBinaryBuffer {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int SIZE = 1 << 20;

  private final byte[] bytes = new byte[SIZE];
  private int position;
  private CopyIn copy;

  CopyBinaryBuffer(CopyIn copy) throws SQLException {
    this.copy = copy;
    begin(copy);
  }

  /** Goes over to the next table; what was gathered for the one before must have been ended. */
  void begin(CopyIn next) throws SQLException {
    copy = next;
    position = 0;
    putBytes(SIGNATURE, 0, SIGNATURE.length);
  }

  /**
   * Ends the table.
   *
   * @return how many records the server took
   */
  long end() throws SQLException {
    putShort(-1);
    flush();
    return copy.endCopy();
  }

  void putShort(int value) throws SQLException {
    ensure(2);
    SHORTS.set(bytes, position, (short) value);
    position += 2;
  }

  void putInt(int value) throws SQLException {
    ensure(4);
    INTS.set(bytes, position, value);
    position += 4;
  }

  /** A field of one byte, its length before it. */
  void putByteField(int value) throws SQLException {
    ensure(5);
    INTS.set(bytes, position, 1);
    bytes[position + 4] = (byte) value;
    position += 5;
  }

  /** A field of four bytes, its length before it. */
  void putIntField(int value) throws SQLException {
    ensure(8);
    INTS.set(bytes, position, 4);
    INTS.set(bytes, position + 4, value);
    position += 8;
  }

  /** A field of eight bytes, its length before it. */
  void putLongField(long value) throws SQLException {
    ensure(12);
    INTS.set(bytes, position, 8);
    LONGS.set(bytes, position + 4, value);
    position += 12;
  }

  /** Bytes of any number; more than fit go out on their own. */
  void putBytes(byte[] source, int from, int length) throws SQLException {
    if (length > bytes.length / 4) {
      flush();
      copy.writeToCopy(source, from, length);
      return;
    }
    ensure(length);
    System.arraycopy(source, from, bytes, position, length);
    position += length;
  }

  private void ensure(int more) throws SQLException {
    if (position + more > bytes.length) {
      flush();
    }
  }

  private void flush() throws SQLException {
    if (position > 0) {
      copy.writeToCopy(bytes, 0, position);
      position = 0;
    }
  }
}
