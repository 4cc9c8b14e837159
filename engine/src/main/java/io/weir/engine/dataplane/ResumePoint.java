package io.weir.engine.dataplane;

/**
 * How far a source had been read when a part was committed. When a source is read again, the bytes
 * up to here are checked against the digest and skipped; if they differ, the source starts over.
 *
 * @param bytes how many bytes of the stream the committed parts cover
 * @param records how many records, dropped ones included
 * @param digest of those bytes, a 64-bit hexadecimal text
 */
public record ResumePoint(long bytes, long records, String digest) {
  public static ResumePoint start() {
    return new ResumePoint(0, 0, "");
  }
}
