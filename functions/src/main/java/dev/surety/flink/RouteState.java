package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import java.util.List;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/** ROUTE's states by name. Names are part of every savepoint: never rename. */
public final class RouteState {

  /** Of the operator: what savepoints find these states by. */
  public static final String UID = "route";

  public static final ValueStateDescriptor<Account> ACCOUNT =
      new ValueStateDescriptor<>("account", AccountSerializer.INSTANCE);

  public static final ValueStateDescriptor<Learner> LEARNER =
      new ValueStateDescriptor<>("learner", LearnerSerializer.INSTANCE);

  /** A key in one value, as {@code CompactCodec} writes it, where that is how it is kept. */
  public static final ValueStateDescriptor<byte[]> COMPACT =
      new ValueStateDescriptor<>("retired", BytePrimitiveArraySerializer.INSTANCE);

  /** Open decisions by request id; the two maps change roles. */
  public static final MapStateDescriptor<String, OpenDecision> OPEN_A = open("open-a");

  public static final MapStateDescriptor<String, OpenDecision> OPEN_B = open("open-b");

  /** What is known of the money of answers, by request id; the two maps change roles. */
  public static final MapStateDescriptor<String, Spending> MONEY_A = money("money-a");

  public static final MapStateDescriptor<String, Spending> MONEY_B = money("money-b");

  /** By request id: feedback that waits for its request after a restore. */
  public static final MapStateDescriptor<String, List<InboundEvent>> HELD =
      new MapStateDescriptor<>(
          "held", StringSerializer.INSTANCE, new ListSerializer<>(InboundEventSerializer.INSTANCE));

  /** By subject: the known control records, one JSON object a line, in the order of versions. */
  public static final MapStateDescriptor<String, byte[]> MODELS = control("models");

  /** The same of what operators say of models. Savepoints of before have none. */
  public static final MapStateDescriptor<String, byte[]> STATUSES = control("statuses");

  public static final MapStateDescriptor<String, byte[]> SLAS = control("slas");
  public static final MapStateDescriptor<String, byte[]> ARTEFACTS = control("artefacts");

  /** Where subjects are kept. */
  public static final List<MapStateDescriptor<String, byte[]>> SUBJECTS =
      List.of(MODELS, STATUSES, SLAS, ARTEFACTS);

  /**
   * By subject: how far it has come in the control topic, as numbers: partition, offset of the
   * newest record that it took, offsets that were refused and are still to come on the stream. And
   * which topic that is. Savepoints of before have none.
   */
  public static final MapStateDescriptor<String, byte[]> CONTROL_ORDER = control("control-order");

  /** All that is broadcast. */
  public static final List<MapStateDescriptor<String, byte[]>> BROADCAST =
      List.of(MODELS, STATUSES, SLAS, ARTEFACTS, CONTROL_ORDER);

  /** Which run wrote the snapshot. */
  public static final ListStateDescriptor<String> RUN =
      new ListStateDescriptor<>("run", Types.STRING);

  /** What that run was restored from when it was started, as {@code RunOrigin} writes it. */
  public static final ListStateDescriptor<String> ORIGIN =
      new ListStateDescriptor<>("origin", Types.STRING);

  /** The seed of chance, once of every subtask: all the same. */
  public static final ListStateDescriptor<Long> SEED =
      new ListStateDescriptor<>("seed", Types.LONG);

  /** What each subtask keeps beside what is broadcast: union lists. */
  public static final List<ListStateDescriptor<?>> LISTS = List.of(RUN, ORIGIN, SEED);

  private RouteState() {}

  /** Where records about a subject are kept. */
  public static MapStateDescriptor<String, byte[]> of(String subject) {
    if (subject.startsWith("model/")) {
      return MODELS;
    } else if (subject.startsWith("status/")) {
      return STATUSES;
    }
    return subject.startsWith("sla/") ? SLAS : ARTEFACTS;
  }

  private static MapStateDescriptor<String, OpenDecision> open(String name) {
    return new MapStateDescriptor<>(
        name, StringSerializer.INSTANCE, OpenDecisionSerializer.INSTANCE);
  }

  private static MapStateDescriptor<String, Spending> money(String name) {
    return new MapStateDescriptor<>(name, StringSerializer.INSTANCE, SpendingSerializer.INSTANCE);
  }

  private static MapStateDescriptor<String, byte[]> control(String name) {
    return new MapStateDescriptor<>(
        name, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }
}
