package dev.surety.job;

import dev.surety.flink.EncodedRow;
import dev.surety.flink.SpendingFollower;
import dev.surety.wire.json.TopicRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** What the graph is connected to: where its records come from and where its results go. */
public interface JobEnds {

  Source<RawRecord, ?, ?> requests();

  Source<RawRecord, ?, ?> feedback();

  /** Read by one task, so that records of a subject keep their order. */
  Source<RawRecord, ?, ?> control();

  /** Of decisions and refusals; asked for once for ROUTE's, and once for refusals before it. */
  Sink<TopicRecord> decisions();

  /** Of rows as encoded Avro datums, each with its day. */
  Sink<EncodedRow> journal();

  Sink<TopicRecord> standings();

  Sink<TopicRecord> deadLetters();

  /** Of versions of the fleet's prior: {@link #control} has them next. */
  Sink<TopicRecord> fleetVersions();

  /** How LEASES hears what tiers have spent, from what {@link #standings} has taken. */
  default SpendingFollower spending() {
    return SpendingFollower.NONE;
  }

  /** What FEATURIZE hears of promises, beside what ROUTE reads from {@link #control}. */
  default PromiseFollower promises() {
    return PromiseFollower.NONE;
  }
}
