package dev.surety.benchmarks.pipeline;

import dev.surety.flink.ControlRecord;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.NearKeysMaker;
import dev.surety.flink.RoutingFunction;
import dev.surety.flink.WritesBack;
import dev.surety.wire.json.TopicRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** ROUTE with a watch: how long each record is in it, the writers chained to it included. */
public final class TimedFunction
    extends KeyedBroadcastProcessFunction<String, InboundEvent, ControlRecord, TopicRecord>
    implements CheckpointedFunction, WritesBack {

  private static final long serialVersionUID = 1L;

  private final RoutingFunction route;
  private final String run;

  private transient ServiceTimes times;

  public TimedFunction(RoutingFunction route, String run) {
    this.route = route;
    this.run = run;
  }

  @Override
  public void setRuntimeContext(RuntimeContext context) {
    super.setRuntimeContext(context);
    route.setRuntimeContext(context);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    route.initializeState(context);
  }

  @Override
  public void open(OpenContext context) {
    route.open(context);
    times = Tally.of(run).serviceTimes();
  }

  @Override
  public void keepNear(NearKeysMaker maker) {
    route.keepNear(maker);
  }

  @Override
  public void writeBack() throws Exception {
    route.writeBack();
  }

  @Override
  public void processElement(
      InboundEvent inbound, ReadOnlyContext context, Collector<TopicRecord> decisions)
      throws Exception {
    long start = System.nanoTime();
    route.processElement(inbound, context, decisions);
    times.add(System.nanoTime() - start);
  }

  @Override
  public void processBroadcastElement(
      ControlRecord record, Context context, Collector<TopicRecord> decisions) throws Exception {
    route.processBroadcastElement(record, context, decisions);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> decisions)
      throws Exception {
    route.onTimer(time, context, decisions);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    route.snapshotState(context);
  }
}
