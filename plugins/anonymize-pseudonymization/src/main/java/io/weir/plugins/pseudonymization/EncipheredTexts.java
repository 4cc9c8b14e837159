package io.weir.plugins.pseudonymization;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodException;
import io.weir.spi.MethodRun;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * The form {@code format-preserving} on texts: the characters of an alphabet, taken together in
 * their order, are enciphered among the strings of as many of them; all others stay in place.
 */
record EncipheredTexts(
    String column,
    String reference,
    boolean pinned,
    Domain domain,
    Alphabet alphabet,
    String prefix)
    implements PreparedMethod.OfValues {
  /** What FF1 costs grows with the square of it. */
  static final int LONGEST = 256;

  static final String FORM = "format-preserving text";

  @Override
  public Set<Trait> traits() {
    Set<Trait> traits = EnumSet.of(Trait.EMPTIES_STAY, Trait.DISTINCT_STAYS_DISTINCT);
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

  @Override
  public ColumnFunction open(MethodRun run) {
    SecretKey key = domain.key(run.secret(reference), FORM + " " + alphabet.word, "AES");
    byte[] start = prefix.getBytes(StandardCharsets.UTF_8);
    return values -> enciphered(values, new Permutation(key, alphabet.radix()), start);
  }

  private Column enciphered(Column values, Permutation permutation, byte[] start) {
    DistinctTexts distinct = DistinctTexts.of(values);
    byte[] heap = new byte[distinct.bytes() + Math.multiplyExact(distinct.count(), start.length)];
    int[] offsets = new int[distinct.count() + 1];
    byte[] numerals = new byte[LONGEST];
    for (int i = 0; i < distinct.count(); i++) {
      int at = offsets[i];
      System.arraycopy(start, 0, heap, at, start.length);
      at += start.length;
      int length = distinct.ends()[i] - distinct.starts()[i];
      System.arraycopy(distinct.heap(), distinct.starts()[i], heap, at, length);
      encipher(heap, at, at + length, permutation, numerals);
      offsets[i + 1] = at + length;
    }
    return BytesColumn.dictionary(
        ValueType.STRING,
        heap,
        offsets,
        distinct.count(),
        distinct.codes(),
        values.size(),
        values.empties(),
        true);
  }

  private void encipher(byte[] heap, int from, int to, Permutation permutation, byte[] numerals) {
    int length = 0;
    for (int at = from; at < to; at++) {
      int numeral = alphabet.numeral(heap[at]);
      if (numeral >= 0) {
        if (length == LONGEST) {
          throw tooLong();
        }
        numerals[length++] = (byte) numeral;
      }
    }
    if (length < alphabet.shortest) {
      throw tooShort();
    }
    permutation.apply(numerals, length);
    int next = 0;
    for (int at = from; at < to; at++) {
      if (alphabet.numeral(heap[at]) >= 0) {
        heap[at] = alphabet.character(numerals[next++]);
      }
    }
    Arrays.fill(numerals, 0, length, (byte) 0);
  }

  private MethodException tooShort() {
    return new MethodException(
        "A value of column %s has fewer than %d characters of the alphabet \"%s\"."
            .formatted(column, alphabet.shortest, alphabet.word),
        "With so few of them pseudonyms can be tried out: choose a larger alphabet or the form"
            + " \"hmac\", or make such values empty by a rule.");
  }

  private MethodException tooLong() {
    return new MethodException(
        "A value of column %s has more than %d characters of the alphabet \"%s\"."
            .formatted(column, LONGEST, alphabet.word),
        "Choose the form \"hmac\" for texts as long as that.");
  }
}
