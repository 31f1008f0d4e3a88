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

  /** Equal for rows of one history of a key. A number, as Flink sorts numbers far faster. */
  long hashOfKey() {
    return Chance.mix(Chance.hash(chain, key));
  }

  /** Equal for rows of one life of a key in one history. */
  long hashOfLife() {
    return Chance.mix(hashOfKey() ^ born);
  }

  /** Its place among the rows of its key. */
  long order() {
    return RowOrder.of(born, seq);
  }
}
