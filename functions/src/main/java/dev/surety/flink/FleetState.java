package dev.surety.flink;

import dev.surety.policy.fleet.FleetMember;
import dev.surety.policy.fleet.FleetSums;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/** FLEET's states by name. Names are part of every savepoint: never rename. */
final class FleetState {

  static final ValueStateDescriptor<FleetSums> SUMS =
      new ValueStateDescriptor<>("fleet-sums", FleetSumsSerializer.INSTANCE);

  /** By tenant. */
  static final MapStateDescriptor<String, FleetMember> MEMBERS =
      new MapStateDescriptor<>(
          "fleet-members", StringSerializer.INSTANCE, FleetMemberSerializer.INSTANCE);

  private FleetState() {}
}
