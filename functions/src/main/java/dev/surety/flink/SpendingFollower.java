package dev.surety.flink;

import dev.surety.domain.Standing;
import java.io.Serializable;
import java.util.Set;

/**
 * How LEASES hears what tiers have spent: Flink has no cycle, so it is not from ROUTE by a stream.
 * What is heard late, twice or never moves no money, it only decides who is leased how much.
 */
@FunctionalInterface
public interface SpendingFollower extends Serializable {

  /** Hears nothing, so every tier has its opening and nothing else. */
  SpendingFollower NONE = () -> Following.NOTHING;

  /** Begins, and waits for nothing. */
  Following begin();

  /** Goes on until it is closed. For one thread. */
  interface Following extends AutoCloseable {

    Following NOTHING =
        new Following() {
          @Override
          public void of(Set<String> tenants) {
            // Nobody is listened to.
          }

          @Override
          public Standing poll() {
            return null;
          }

          @Override
          public void close() {
            // Nothing was begun.
          }
        };

    /** From now on the tiers of these tenants are of interest; of none, nothing is listened to. */
    void of(Set<String> tenants);

    /** The next standing of theirs, or {@code null} while there is none. */
    Standing poll();

    @Override
    void close();
  }
}
