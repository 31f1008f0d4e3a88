package dev.surety.tools.history;

import dev.surety.tools.savepoint.SavedKey;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A key's state and where it is from.
 *
 * @param folded from the journal, or else from the savepoint
 */
public record SidedKey(boolean folded, SavedKey state) {

  static final TypeInformation<SidedKey> TYPE = Types.POJO(SidedKey.class);

  String key() {
    return state.key().key();
  }
}
