package dev.surety.flink;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.flink.metrics.HealthMetrics;
import dev.surety.policy.health.AttemptSum;
import dev.surety.policy.health.BreakerBoard;
import dev.surety.policy.health.HealthTerms;
import dev.surety.policy.health.PoolHealth;
import dev.surety.policy.health.PoolLatencies;
import dev.surety.wire.json.ControlJson;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * HEALTH: finds models that fail many tenants and says so to ROUTE, as part of the configuration in
 * force. Attempts come from feedback before ROUTE has it, so there is no cycle, and no topic
 * between the two: what ROUTE keeps of it and what is kept here are of the same checkpoint. A thin
 * shell around {@link BreakerBoard}.
 */
public final class HealthFunction extends KeyedProcessFunction<String, AttemptSum, ControlRecord> {

  /** What savepoints find the state of this operator by. */
  public static final String UID = "health";

  private static final long serialVersionUID = 1L;

  private static final long SECOND_MILLIS = 1000;
  private static final long TIMES_MILLIS = 60_000;

  /** Names are part of every savepoint: never rename. */
  static final ValueStateDescriptor<BreakerBoard> BREAKERS =
      new ValueStateDescriptor<>("breakers", BreakerBoardSerializer.INSTANCE);

  private final HealthTerms terms;

  private transient ValueState<BreakerBoard> state;
  private transient HealthMetrics metrics;

  /** What ROUTE was told last of the models' times, and when; told anew after a start. */
  private transient PoolLatencies told;

  private transient long toldAt;

  public HealthFunction(HealthTerms terms) {
    this.terms = terms;
  }

  @Override
  public void open(OpenContext context) {
    state = getRuntimeContext().getState(BREAKERS);
    metrics = new HealthMetrics(getRuntimeContext().getMetricGroup());
    told = PoolLatencies.NONE;
    toldAt = Long.MIN_VALUE / 2;
  }

  @Override
  public void processElement(AttemptSum sum, Context context, Collector<ControlRecord> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    BreakerBoard known = state.value();
    BreakerBoard board = known == null ? new BreakerBoard() : known;
    metrics.heard(sum.attempts());
    boolean changed = board.take(sum, now, terms) | board.look(now, terms);
    settle(board, changed, now, context.timerService(), out);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ControlRecord> out)
      throws Exception {
    BreakerBoard board = state.value();
    if (board != null) {
      long now = context.timerService().currentProcessingTime();
      settle(board, board.look(now, terms), now, context.timerService(), out);
    }
  }

  private void settle(
      BreakerBoard board,
      boolean changed,
      long now,
      TimerService timers,
      Collector<ControlRecord> out)
      throws Exception {
    if (changed) {
      board.version = Math.max(now, board.version + 1);
      ArtefactUpdate health =
          new ArtefactUpdate(
              PoolHealth.KIND, PoolHealth.POOL, board.version, board.health().write());
      out.collect(new ControlRecord(health, ControlJson.write(health)));
    }
    tellTimes(board, now, out);
    metrics.known(board, changed, now);
    long next = board.nextLook(terms);
    if (next < Long.MAX_VALUE) {
      // Of the same time there is one timer, however often it is asked for.
      timers.registerProcessingTimeTimer((next / SECOND_MILLIS + 1) * SECOND_MILLIS);
    }
    state.update(board);
  }

  /**
   * Times are worth another configuration, of promises with a deadline alone, where they are others
   * than were told, and a minute at most.
   */
  private void tellTimes(BreakerBoard board, long now, Collector<ControlRecord> out) {
    if (now - toldAt < TIMES_MILLIS) {
      return;
    }
    PoolLatencies known = board.latencies();
    if (!told.isNear(known)) {
      ArtefactUpdate times =
          new ArtefactUpdate(PoolLatencies.KIND, PoolHealth.POOL, now, known.write());
      out.collect(new ControlRecord(times, ControlJson.write(times)));
      told = known;
    }
    toldAt = now;
  }
}
