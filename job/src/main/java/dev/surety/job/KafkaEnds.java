package dev.surety.job;

import dev.surety.flink.EncodedRow;
import dev.surety.flink.SpendingFollower;
import dev.surety.job.journal.JournalSink;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.wire.json.TopicRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.core.fs.Path;

/** The ends in production: topics, and the journal in files. */
public final class KafkaEnds implements JobEnds {

  private final JobSettings settings;
  private final RecordSources sources;
  private final RecordSinks sinks;

  public KafkaEnds(JobSettings settings) {
    this.settings = settings;
    sources = new RecordSources(settings);
    sinks = new RecordSinks(settings);
  }

  @Override
  public Source<RawRecord, ?, ?> requests() {
    return sources.requests();
  }

  @Override
  public Source<RawRecord, ?, ?> feedback() {
    return sources.feedback();
  }

  @Override
  public Source<RawRecord, ?, ?> control() {
    return sources.control();
  }

  @Override
  public Sink<TopicRecord> decisions() {
    return sinks.decisions();
  }

  @Override
  public Sink<EncodedRow> journal() {
    return JournalSink.to(
        new Path(settings.get(JobOptions.JOURNAL_PATH)),
        settings.get(JobOptions.JOURNAL_MOST_WAITING).getBytes());
  }

  @Override
  public Sink<TopicRecord> standings() {
    return sinks.standings();
  }

  @Override
  public Sink<TopicRecord> deadLetters() {
    return sinks.deadLetters();
  }

  @Override
  public Sink<TopicRecord> fleetVersions() {
    return sinks.control();
  }

  @Override
  public SpendingFollower spending() {
    return new KafkaSpending(settings);
  }

  @Override
  public PromiseFollower promises() {
    return new KafkaPromises(settings);
  }
}
