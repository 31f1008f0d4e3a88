package dev.surety.tools.history;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A row of a key on its way through a job.
 *
 * @param key {@code tenant/tier}
 * @param seq its place among the key's rows
 * @param row one Avro datum
 */
public record KeyedRow(String key, long seq, byte[] row) {

  static final TypeInformation<KeyedRow> TYPE = Types.POJO(KeyedRow.class);
}
