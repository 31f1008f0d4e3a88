package dev.surety.tools.history;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A row of a key on its way through a job.
 *
 * @param key {@code tenant/tier}
 * @param born when this life of the key began: one that was removed may have come back
 * @param seq its place among the rows of that life
 * @param row one Avro datum
 */
public record KeyedRow(String key, long born, long seq, byte[] row) {

  /** What is folded together. */
  String life() {
    return born == 0 ? key : key + '@' + born;
  }

  static final TypeInformation<KeyedRow> TYPE = Types.POJO(KeyedRow.class);
}
