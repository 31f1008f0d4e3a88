package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisions;
import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;

/**
 * What is kept of keys nearer than Flink's states, which have all of it when a barrier is there.
 */
public interface NearKeys extends OpenDecisions {

  ValueState<Account> accounts();

  ValueState<Learner> learners();

  /** Flink's states have all of it afterwards. The current key is any one then. */
  void writeBack() throws IOException;

  /** Made when a function opens, which has states only then. */
  @FunctionalInterface
  interface Maker {
    NearKeys on(KeyedStates states);
  }
}
