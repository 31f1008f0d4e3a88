package dev.surety.flink;

import dev.surety.wire.json.TopicRecord;
import org.apache.flink.util.OutputTag;

/** What leaves ROUTE, and the operators that read topics, beside their results. */
public final class RouteOutputs {

  /** Journal rows as encoded Avro datums: encoded once, where they arise. */
  public static final OutputTag<EncodedRow> JOURNAL =
      new OutputTag<>("journal", RouteTypes.ENCODED_ROW);

  public static final OutputTag<TopicRecord> STANDINGS =
      new OutputTag<>("standings", RouteTypes.TOPIC_RECORD);

  public static final OutputTag<TopicRecord> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RouteTypes.TOPIC_RECORD);

  /** Requests that never come to ROUTE: the refusals for whoever waits. */
  public static final OutputTag<TopicRecord> REFUSALS =
      new OutputTag<>("refusals", RouteTypes.TOPIC_RECORD);

  /** What tenants learned that their fleet may know. */
  public static final OutputTag<FleetLesson> LESSONS =
      new OutputTag<>("lessons", RouteTypes.FLEET_LESSON);

  private RouteOutputs() {}
}
