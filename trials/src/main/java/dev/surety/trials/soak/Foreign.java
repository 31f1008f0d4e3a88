package dev.surety.trials.soak;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What others than a workload's users send to its topics: broken records, invented ones. They are
 * no part of the users' account. Their records have a header that says so, and the requests that
 * they are about have a name that does.
 */
public final class Foreign {

  private static final String HEADER = "foreign";
  private static final String ID = "foreign-";

  private Foreign() {}

  /** A request id that no user's request has. */
  public static String id(String name) {
    return ID + name;
  }

  /** A record that is marked as foreign. */
  public static ProducerRecord<byte[], byte[]> record(
      String topic, Integer partition, byte[] key, byte[] value) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, value);
    record.headers().add(HEADER, new byte[0]);
    return record;
  }

  static Consumer<ConsumerRecord<byte[], byte[]>> leftOut(
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    return record -> {
      if (record.headers().lastHeader(HEADER) == null) {
        each.accept(record);
      }
    };
  }

  static boolean isAbout(JournalRow row) {
    return row instanceof Decided decided && decided.request().requestId().startsWith(ID)
        || row instanceof Outcome outcome && outcome.feedback().requestId().startsWith(ID);
  }
}
