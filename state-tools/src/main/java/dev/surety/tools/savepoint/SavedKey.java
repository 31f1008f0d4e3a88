package dev.surety.tools.savepoint;

import dev.surety.domain.TenantTier;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * One key's state in a savepoint, as bytes: most keys only pass through. {@link KeyState} is what
 * they mean.
 *
 * @param account as {@code AccountCodec} writes it
 * @param learner as {@code LearnerCodec} writes it; of a key that has not learned anything the
 *     empty one
 * @param open the open decisions of both maps and the money of both, as {@link KeyState} writes
 *     them
 * @param timers registered processing-time timers, epoch milliseconds; a key with open decisions
 *     needs one, or they are not closed when it falls silent
 * @param held feedback that waits for its request after a restore, as {@link KeyState} writes it
 */
public record SavedKey(
    TenantTier key, byte[] account, byte[] learner, byte[] open, long[] timers, byte[] held)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** On streams. */
  public static final TypeInformation<SavedKey> TYPE = Types.POJO(SavedKey.class);

  /** The same with the feedback that waits in another state of this key, and its timers too. */
  public SavedKey withHeldOf(SavedKey other) {
    long[] all =
        LongStream.concat(Arrays.stream(timers), Arrays.stream(other.timers))
            .sorted()
            .distinct()
            .toArray();
    return new SavedKey(key, account, learner, open, all, other.held);
  }
}
