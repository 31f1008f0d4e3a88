package dev.surety.flink;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.flink.metrics.FleetMetrics;
import dev.surety.policy.fleet.FleetEstimate;
import dev.surety.policy.fleet.FleetMember;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.FleetSums;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * FLEET: sums up what the tenants of a pool learn and publishes versions of it on the control
 * topic, from which ROUTE has them as it has all configuration: Flink has no cycle, and the journal
 * names what was in force. A thin shell around {@link FleetSums} and {@link FleetEstimate}.
 *
 * <p>Lessons reach it exactly once in its state, as they come from an operator of the same job. A
 * record may be sent twice, which is the same record; after a restore the versions that come differ
 * from those that were sent before, so they are numbered by the clock and not counted. Where the
 * clock steps back they go on behind the last number, as often as before.
 */
public final class FleetFunction extends KeyedProcessFunction<String, FleetLesson, TopicRecord> {

  /** What savepoints find the states of this operator by. */
  public static final String UID = "fleet";

  private static final long serialVersionUID = 1L;

  /** A tenant that has given nothing for so long stands behind nothing any more. */
  static final long FORGOTTEN_AFTER_MILLIS = 90L * 86_400_000;

  private final long everyMillis;

  private transient FleetEstimate estimate;
  private transient FleetMetrics metrics;
  private transient ValueState<FleetSums> state;
  private transient MapState<String, FleetMember> members;

  /**
   * By pool, since when nothing was published, by this process's clock: numbers may be ahead of it.
   */
  private transient Map<String, Long> quietSince;

  /**
   * @param everyMillis at most one version in this time
   */
  public FleetFunction(long everyMillis) {
    this.everyMillis = everyMillis;
  }

  @Override
  public void open(OpenContext context) {
    estimate = new FleetEstimate();
    metrics = new FleetMetrics(getRuntimeContext().getMetricGroup());
    state = getRuntimeContext().getState(FleetState.SUMS);
    members = getRuntimeContext().getMapState(FleetState.MEMBERS);
    quietSince = new HashMap<>();
  }

  @Override
  public void processElement(FleetLesson given, Context context, Collector<TopicRecord> versions)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    FleetSums known = state.value();
    FleetSums sums = known == null ? new FleetSums() : known;
    FleetMember met = members.get(given.tenant());
    FleetMember member = met == null ? new FleetMember() : met;
    sums.take(member, given.tier(), given.lesson(), now);
    members.put(given.tenant(), member);
    metrics.taught(sums);
    if (sums.isDue()) {
      publishInTime(given.pool(), sums, context.timerService(), versions);
    }
    state.update(sums);
  }

  /** A version that was due too early is published though nothing more has come. */
  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> versions)
      throws Exception {
    FleetSums sums = state.value();
    if (sums != null && sums.isDue()) {
      publishInTime(context.getCurrentKey(), sums, context.timerService(), versions);
      state.update(sums);
    }
  }

  private void publishInTime(
      String pool, FleetSums sums, TimerService timers, Collector<TopicRecord> versions)
      throws Exception {
    long now = timers.currentProcessingTime();
    // A clock that has stepped back since: no longer from where it stands than at any other time.
    long since = Math.min(quietSince.getOrDefault(pool, sums.version), now);
    quietSince.put(pool, since);
    long earliest = since + everyMillis;
    if (now >= earliest) {
      publish(pool, sums, now, versions);
    } else {
      // Of the same time there is one timer, however often it is asked for.
      timers.registerProcessingTimeTimer(earliest);
    }
  }

  private void publish(String pool, FleetSums sums, long now, Collector<TopicRecord> versions)
      throws Exception {
    for (Iterator<Map.Entry<String, FleetMember>> all = members.iterator(); all.hasNext(); ) {
      if (all.next().getValue().lastGiven < now - FORGOTTEN_AFTER_MILLIS) {
        all.remove();
        sums.forget();
      }
    }
    quietSince.put(pool, now);
    long number = Math.max(now, sums.version + 1);
    FleetPrior version = estimate.publish(sums, members.values(), number);
    metrics.published(sums, estimate, !version.models().isEmpty());
    if (!version.models().isEmpty()) {
      versions.collect(
          ControlJson.write(new ArtefactUpdate(FleetPrior.KIND, pool, number, version.write())));
    }
  }
}
