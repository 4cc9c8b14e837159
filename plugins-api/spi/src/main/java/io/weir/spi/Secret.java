package io.weir.spi;

import java.util.Arrays;

/** A key by name. Printing it does not show it. */
public final class Secret {
  private final String name;
  private final int version;
  private final byte[] bytes;

  /**
   * @param version counts from 1; a rotated secret has a higher one
   * @param bytes at least 16
   */
  public Secret(String name, int version, byte[] bytes) {
    this.name = name;
    this.version = version;
    this.bytes = bytes.clone();
  }

  public String name() {
    return name;
  }

  public int version() {
    return version;
  }

  /** The key; a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && name.equals(that.name)
        && version == that.version
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + version;
  }

  @Override
  public String toString() {
    return "Secret[" + name + ", version " + version + "]";
  }
}
