package dev.surety.tools.history;

import dev.surety.tools.savepoint.SavedKey;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/**
 * A key's state and where it is from. Public, as Flink asks it of what it serializes.
 *
 * @param folded from the journal, or else from the savepoint
 */
public record SidedKey(boolean folded, SavedKey state) {

  static final TypeInformation<SidedKey> TYPE = Types.POJO(SidedKey.class);

  /** States from both sides, by key. */
  static KeyedStream<SidedKey, String> both(
      DataStream<SavedKey> folded, DataStream<SavedKey> saved) {
    return sided(folded, true).union(sided(saved, false)).keyBy(SidedKey::key, Types.STRING);
  }

  private static DataStream<SidedKey> sided(DataStream<SavedKey> keys, boolean folded) {
    return keys.map(key -> new SidedKey(folded, key)).returns(TYPE);
  }

  String key() {
    return state.key().key();
  }
}
