package io.weir.plugins.pseudonymization;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRun;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Secret;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * The form {@code hmac}: HMAC-SHA-256 (RFC 2104) of the value in its domain, cut to a length.
 *
 * @param reference of the secret, as the document writes it
 * @param tag whether a pseudonym tells the version of the secret it was made with
 */
record HashedNames(
    String column,
    String reference,
    boolean pinned,
    Domain domain,
    Encoding encoding,
    int length,
    String prefix,
    boolean tag)
    implements PreparedMethod.OfValues {
  /** As many that nobody will ever see two values meet. */
  static final int SAFE_BITS = 128;

  static final String FORM = "hmac";

  @Override
  public Set<Trait> traits() {
    Set<Trait> traits = EnumSet.of(Trait.EMPTIES_STAY);
    if (isSafe()) {
      traits.add(Trait.DISTINCT_STAYS_DISTINCT);
    }
    if (pinned) {
      traits.add(Trait.STABLE_ACROSS_VERSIONS);
    }
    return traits;
  }

  @Override
  public Set<String> secrets() {
    return Set.of(reference);
  }

  @Override
  public Optional<ColumnSchema> output() {
    return Optional.of(new ColumnSchema(column, ValueType.STRING));
  }

  private boolean isSafe() {
    return length * encoding.bits >= SAFE_BITS;
  }

  @Override
  public ColumnFunction open(MethodRun run) {
    Secret secret = run.secret(reference);
    SecretKey key = domain.key(secret, FORM, KeyedHash.ALGORITHM);
    byte[] head = Domain.fields(domain.name());
    byte[] start =
        (prefix + (tag ? "v" + secret.version() + "." : "")).getBytes(StandardCharsets.UTF_8);
    return values -> names(values, new KeyedHash(key, head), start);
  }

  private Column names(Column values, KeyedHash hash, byte[] start) {
    DistinctTexts distinct = DistinctTexts.of(values);
    int width = start.length + length;
    byte[] heap = new byte[Math.multiplyExact(distinct.count(), width)];
    int[] offsets = new int[distinct.count() + 1];
    for (int i = 0; i < distinct.count(); i++) {
      byte[] bits = hash.of(distinct.heap(), distinct.starts()[i], distinct.ends()[i]);
      System.arraycopy(start, 0, heap, offsets[i], start.length);
      encoding.write(bits, length, heap, offsets[i] + start.length);
      offsets[i + 1] = offsets[i] + width;
    }
    return BytesColumn.dictionary(
        ValueType.STRING,
        heap,
        offsets,
        distinct.count(),
        distinct.codes(),
        values.size(),
        values.empties(),
        isSafe());
  }
}
