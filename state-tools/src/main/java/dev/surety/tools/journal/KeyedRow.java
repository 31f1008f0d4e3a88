package dev.surety.tools.journal;

import dev.surety.domain.Chance;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A row of a key on its way through a job. Public, as Flink asks it of what it serializes.
 *
 * @param chain place of its history among those of the journal that are told apart
 * @param key {@code tenant/tier}
 * @param born when this life of the key began: one that was removed may have come back
 * @param seq its place among the rows of that life
 * @param row one Avro datum
 */
public record KeyedRow(int chain, String key, long born, long seq, byte[] row) {

  static final TypeInformation<KeyedRow> TYPE = Types.POJO(KeyedRow.class);

  private static final int SEQ_BITS = 33;

  /** No life that is on record began before 2020; in seconds since 1970. */
  private static final long FIRST_SECOND = 1_577_836_800;

  /** Equal for rows of one history of a key. A number, as Flink sorts numbers far faster. */
  long hashOfKey() {
    return Chance.mix(Chance.hash(chain, key));
  }

  /** Equal for rows of one life of a key in one history. */
  long hashOfLife() {
    return Chance.mix(hashOfKey() ^ born);
  }

  /**
   * The rows of a key by when its life began, to the second, and then by their seq: lives are
   * farther apart, and have fewer events than eight billion.
   */
  long order() {
    long life = Math.max(0, born / 1000 - FIRST_SECOND);
    return life << SEQ_BITS | Math.min(seq, (1L << SEQ_BITS) - 1);
  }
}
