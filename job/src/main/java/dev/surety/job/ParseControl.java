package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.Rejection.Reason;
import dev.surety.flink.ControlRecord;
import dev.surety.policy.Policies;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.TopicRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the control topic and passes on what can be put in force, and when it was published: a
 * version of a model takes effect then. The records go with it as they came, and where they stand:
 * what ROUTE refuses for the versions that it knows is a dead letter too.
 */
final class ParseControl extends ParseFunction<ControlRecord> implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private static final ListStateDescriptor<Long> NEWEST =
      new ListStateDescriptor<>("newest", Types.LONG);

  private transient Map<Integer, Long> last;
  private transient ControlAge age;
  private transient ListState<Long> newest;

  private final Duration feedEvery;

  /** Where only people write. */
  ParseControl(InputLimits limits, String jobVersion) {
    this(limits, jobVersion, Duration.ZERO);
  }

  /**
   * @param feedEvery how often something writes to the topic by itself; 0 for never
   */
  ParseControl(InputLimits limits, String jobVersion, Duration feedEvery) {
    super(limits, jobVersion);
    this.feedEvery = feedEvery;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    newest = context.getOperatorStateStore().getListState(NEWEST);
    age = new ControlAge(System::currentTimeMillis, feedEvery);
    for (long appendedAt : newest.get()) {
      age.saw(appendedAt);
    }
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    last = new HashMap<>();
    age.register(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    newest.update(age.newest().stream().boxed().toList());
  }

  /**
   * Offsets only rise while the source reads; after a start it may read some again.
   *
   * @throws IllegalStateException if the topic was made anew under the running job: ROUTE takes
   *     what is older than what it knows for a repetition, and must read the new topic whole
   */
  @Override
  public void processElement(RawRecord raw, Context context, Collector<ControlRecord> out) {
    Long before = last.put(raw.partition(), raw.offset());
    if (before != null && before >= raw.offset()) {
      throw new IllegalStateException(
          "partition %d of the control topic begins again at offset %d after %d: the topic was made anew. The job goes on from its last checkpoint and reads the new topic whole; nothing has to be done"
              .formatted(raw.partition(), raw.offset(), before));
    }
    super.processElement(raw, context, out);
  }

  @Override
  ControlRecord parse(RawRecord raw, InputLimits limits, long now)
      throws MalformedRecord, RejectedRecord {
    ControlRecord placed = placed(raw, now);
    age.saw(raw.appendedAt());
    return placed;
  }

  /**
   * As it came, with where it stands and when it was published, given that it can be put in force.
   *
   * @param now wall clock, epoch milliseconds
   */
  static ControlRecord placed(RawRecord raw, long now) throws MalformedRecord, RejectedRecord {
    ControlUpdate update = enforceable(raw.key(), raw.value());
    Map<String, String> headers =
        DeadLetters.place(raw.topic(), raw.partition(), raw.offset(), raw.appendedAt());
    return new ControlRecord(
        update.published(InputLimits.appendedAt(raw, now)),
        new TopicRecord(raw.key(), raw.value(), headers, raw.headers()));
  }

  /** What a control record says, given that it can be put in force. */
  private static ControlUpdate enforceable(byte[] key, byte[] value)
      throws MalformedRecord, RejectedRecord {
    ControlUpdate update = ControlJson.read(key, value);
    try {
      Policies.checkPublished(update);
    } catch (IllegalArgumentException e) {
      throw new RejectedRecord(Reason.UNSUPPORTED, e.getMessage());
    }
    return update;
  }
}
