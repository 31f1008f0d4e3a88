package dev.surety.flink;

import dev.surety.policy.health.AttemptSum;
import dev.surety.wire.json.TopicRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What streams of the job carry. */
public final class RouteTypes {

  public static final TypeInformation<InboundEvent> INBOUND =
      new WireType<>(InboundEvent.class, InboundEventSerializer.INSTANCE);

  public static final TypeInformation<TopicRecord> TOPIC_RECORD =
      new WireType<>(TopicRecord.class, TopicRecordSerializer.INSTANCE);

  public static final TypeInformation<ControlRecord> CONTROL_RECORD =
      new WireType<>(ControlRecord.class, ControlRecordSerializer.INSTANCE);

  public static final TypeInformation<EncodedRow> ENCODED_ROW =
      new WireType<>(EncodedRow.class, EncodedRowSerializer.INSTANCE);

  public static final TypeInformation<FleetLesson> FLEET_LESSON =
      new WireType<>(FleetLesson.class, FleetLessonSerializer.INSTANCE);

  public static final TypeInformation<AttemptSum> ATTEMPT_SUM =
      new WireType<>(AttemptSum.class, AttemptSumSerializer.INSTANCE);

  private RouteTypes() {}
}
