package dev.surety.job;

import dev.surety.flink.FleetFunction;
import dev.surety.flink.HealthFunction;
import dev.surety.flink.LeaseOperator;
import dev.surety.flink.RouteState;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Every operator of the job. A uid is what savepoints find the operator's state by: never change
 * one. A name is what pages and metrics show.
 */
final class OperatorNames {

  /** One operator's name and uid. */
  record Operator(String uid, String name) {

    <T> SingleOutputStreamOperator<T> on(SingleOutputStreamOperator<T> stream) {
      return stream.uid(uid).name(name);
    }

    <T> DataStreamSink<T> on(DataStreamSink<T> sink) {
      return sink.uid(uid).name(name);
    }
  }

  static final Operator REQUESTS = new Operator("requests", "requests");
  static final Operator PARSE_REQUESTS = new Operator("parse-requests", "parse requests");
  static final Operator FEATURIZE = new Operator("featurize", "featurize");
  static final Operator FEEDBACK = new Operator("feedback", "feedback");
  static final Operator PARSE_FEEDBACK = new Operator("parse-feedback", "parse feedback");
  static final Operator CONTROL = new Operator("control", "control");
  static final Operator PARSE_CONTROL = new Operator("parse-control", "parse control");
  static final Operator ROUTE = new Operator(RouteState.UID, "ROUTE");
  static final Operator FLEET = new Operator(FleetFunction.UID, "FLEET");
  static final Operator FLEET_VERSIONS = new Operator("fleet-versions", "fleet versions");
  static final Operator ATTEMPTS = new Operator("attempts", "attempts");
  static final Operator HEALTH = new Operator(HealthFunction.UID, "HEALTH");
  static final Operator LEASES = new Operator(LeaseOperator.UID, "LEASES");
  static final Operator DECISIONS = new Operator("decisions", "decisions");
  static final Operator REFUSALS = new Operator("refusals", "refusals");
  static final Operator JOURNAL = new Operator("journal", "journal");
  static final Operator STANDINGS = new Operator("standings", "standings");
  static final Operator DEAD_LETTERS = new Operator("dead-letters", "dead letters");

  private OperatorNames() {}
}
