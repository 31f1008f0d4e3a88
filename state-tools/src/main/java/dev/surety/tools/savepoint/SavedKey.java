package dev.surety.tools.savepoint;

import dev.surety.domain.TenantTier;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * One key's state in a savepoint, as bytes: most keys only pass through. {@link KeyState} is what
 * they mean.
 *
 * @param account as {@code AccountCodec} writes it
 * @param learner as {@code LearnerCodec} writes it; of a key that has not learned anything the
 *     empty one
 * @param open the open decisions of both maps, as {@link KeyState} writes them
 * @param timers registered processing-time timers, epoch milliseconds; a key with open decisions
 *     needs one, or they are not closed when it falls silent
 */
public record SavedKey(TenantTier key, byte[] account, byte[] learner, byte[] open, long[] timers)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** On streams. */
  public static final TypeInformation<SavedKey> TYPE = Types.POJO(SavedKey.class);
}
