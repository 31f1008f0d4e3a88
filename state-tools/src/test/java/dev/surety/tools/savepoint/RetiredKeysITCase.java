package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.flink.RouteState;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.state.CompactCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that have nothing but the compact form are read like all others. */
class RetiredKeysITCase {

  @Test
  void aRetiredKeyIsReadAsItWas(@TempDir Path folder) throws Exception {
    Play play = Play.of(Promises.surety(0.8).sla(), Pools.three());
    play.learn(Answers.to(play.decide(Requests.id("r").request())).satisfied(true).feedback());
    String savepoint = folder.resolve("savepoint").toUri().toString();
    byte[] retired = CompactCodec.retired(play.account(), play.state().learner());
    write(savepoint, play.state().key().key(), retired);

    List<SavedKey> read = new ArrayList<>();
    SavepointStates.read(savepoint, read::add);

    assertThat(read).hasSize(1);
    assertThat(read.get(0).key()).isEqualTo(play.state().key());
    assertThat(read.get(0).account()).isEqualTo(play.accountBytes());
    assertThat(read.get(0).learner()).isEqualTo(play.learnerBytes());
    assertThat(SavepointStatesITCase.accountsAndLearners(savepoint))
        .usingRecursiveFieldByFieldElementComparator(SavepointStatesITCase.ACCOUNT_AND_LEARNER)
        .containsExactlyElementsOf(read);
  }

  private static void write(String path, String key, byte[] retired) throws Exception {
    StreamExecutionEnvironment env = LocalFlink.environment();
    SavepointWriter.newSavepoint(env, new EmbeddedRocksDBStateBackend(), 128)
        .withOperator(
            SavepointFolder.routeId(),
            OperatorTransformation.bootstrapWith(env.fromData(retired))
                .keyBy(bytes -> key, Types.STRING)
                .transform(new Retire()))
        .write(path);
    env.execute();
  }

  /** Leaves a key as ROUTE does when it was silent for long. */
  private static final class Retire extends KeyedStateBootstrapFunction<String, byte[]> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<byte[]> retired;

    @Override
    public void open(OpenContext context) {
      retired = getRuntimeContext().getState(RouteState.COMPACT);
    }

    @Override
    public void processElement(byte[] bytes, Context context) throws Exception {
      retired.update(bytes);
    }
  }
}
