package io.weir.plugins.perturbation;

import io.weir.spi.Column;
import io.weir.spi.MethodRun;
import io.weir.spi.RecordBatch;
import java.util.OptionalInt;

/**
 * Gives each record its random numbers. They follow from a key and the record's identity and values
 * where it has an identity, so that the same record gets the same in every run; from the run's seed
 * and the record's position where it has none. The tag of a record is the CBC-MAC of blocks, as
 * many for each record, which is a pseudorandom function of them (Bellare, Kilian, Rogaway 2000).
 */
final class RecordRandomness {
  private static final int POSITION = 7;

  private final byte[] tagKey;
  private final byte[] textKey;
  private final byte[] streamKey;
  private final OptionalInt identity;

  private RecordRandomness(byte[] seed, String purpose, OptionalInt identity) {
    tagKey = Keys.derive(seed, "tag of " + purpose);
    textKey = Keys.derive(seed, "text of " + purpose);
    streamKey = Keys.derive(seed, "stream of " + purpose);
    this.identity = identity;
  }

  /** What is drawn for a record stays as long as its values do. */
  static RecordRandomness ofIdentity(byte[] seed, String purpose, int column) {
    return new RecordRandomness(seed, purpose, OptionalInt.of(column));
  }

  /** What is drawn for a record is new in each run. */
  static RecordRandomness ofPosition(MethodRun run, String purpose) {
    return new RecordRandomness(run.runSeed(), purpose + " by position", OptionalInt.empty());
  }

  /**
   * @param first the position of the batch's first record
   * @param values columns of the batch of which the numbers depend too, where there is an identity
   */
  Draws draws(RecordBatch batch, long first, int... values) {
    byte[] tags = new byte[batch.size() * ValueBlocks.BLOCK];
    var aes = Keys.aes(tagKey);
    if (identity.isEmpty()) {
      for (int row = 0; row < batch.size(); row++) {
        ValueBlocks.mix(tags, row, POSITION, first + row);
      }
      Keys.encrypt(aes, tags, 0, tags.length);
    } else {
      ValueBlocks blocks = new ValueBlocks(textKey);
      Column column = batch.column(identity.getAsInt());
      blocks.mix(column, tags);
      Keys.encrypt(aes, tags, 0, tags.length);
      for (int value : values) {
        blocks.mix(batch.column(value), tags);
        Keys.encrypt(aes, tags, 0, tags.length);
      }
    }
    return new Draws(tags, Keys.aes(streamKey));
  }
}
