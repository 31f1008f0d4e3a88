package dev.surety.tools.savepoint;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.flink.RouteState;
import dev.surety.wire.AccountCodec;
import dev.surety.wire.LearnerCodec;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** Reads account and learner key by key, inside Flink; the tuple is (key, account, learner). */
final class SavedKeys extends KeyedStateReaderFunction<String, Tuple3<String, byte[], byte[]>> {

  private static final long serialVersionUID = 1L;

  static final TypeInformation<Tuple3<String, byte[], byte[]>> TYPE =
      Types.TUPLE(
          Types.STRING,
          PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
          PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final int FIRST_BUFFER = 1024;

  private transient ValueState<Account> accounts;
  private transient ValueState<Learner> learners;

  @Override
  public void open(OpenContext context) {
    accounts = getRuntimeContext().getState(RouteState.ACCOUNT);
    learners = getRuntimeContext().getState(RouteState.LEARNER);
  }

  @Override
  public void readKey(String key, Context context, Collector<Tuple3<String, byte[], byte[]>> out)
      throws IOException {
    Account account = accounts.value();
    Learner learner = learners.value();
    DataOutputSerializer accountBytes = new DataOutputSerializer(FIRST_BUFFER);
    AccountCodec.write(account == null ? new Account() : account, accountBytes);
    DataOutputSerializer learnerBytes = new DataOutputSerializer(FIRST_BUFFER);
    LearnerCodec.write(learner == null ? new Learner() : learner, learnerBytes);
    out.collect(Tuple3.of(key, accountBytes.getCopyOfBuffer(), learnerBytes.getCopyOfBuffer()));
  }
}
