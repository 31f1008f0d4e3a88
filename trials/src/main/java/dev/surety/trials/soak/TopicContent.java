package dev.surety.trials.soak;

import dev.surety.client.Topics;
import dev.surety.demo.run.TopicReader;
import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is on the topics, read from the beginning.
 *
 * @param requests ids
 * @param decisions by request, the ids of its decisions
 * @param decisionRecords records on that topic, repeats included
 * @param refused ids of requests that no model answers: their users were told so
 */
record TopicContent(
    Set<String> requests,
    Map<String, Set<String>> decisions,
    long decisionRecords,
    Set<String> refused,
    List<Feedback> feedback,
    long deadLetters) {

  /** A codec of ours. */
  private interface Codec<T> {
    T read(byte[] json) throws MalformedRecord;
  }

  /** Of the workload alone: {@link Foreign} records are left out, but for the dead letters. */
  static TopicContent read(Map<String, Object> kafka, Topics topics) throws IOException {
    TopicReader all = new TopicReader(kafka);
    Reader reader = (topic, each) -> all.read(topic, Foreign.leftOut(each));
    return read(reader, topics);
  }

  /** Hands out the records of a topic. */
  private interface Reader {
    void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) throws IOException;
  }

  private static TopicContent read(Reader reader, Topics topics) throws IOException {
    Set<String> requests = new HashSet<>();
    reader.read(topics.requests(), r -> requests.add(parse(r, RequestJson::read).requestId()));
    Map<String, Set<String>> decisions = new HashMap<>();
    long[] decisionRecords = new long[1];
    Set<String> refused = new HashSet<>();
    reader.read(
        topics.decisions(),
        r -> {
          Answer answer = parse(r, DecisionJson::read);
          if (answer instanceof Decision decision) {
            decisions
                .computeIfAbsent(decision.requestId(), id -> new HashSet<>())
                .add(decision.decisionId());
          } else {
            refused.add(answer.requestId());
          }
          decisionRecords[0]++;
        });
    List<Feedback> feedback = new ArrayList<>();
    reader.read(topics.feedback(), r -> feedback.add(parse(r, FeedbackJson::read)));
    long[] deadLetters = new long[1];
    reader.read(topics.deadLetters(), r -> deadLetters[0]++);
    return new TopicContent(
        requests, decisions, decisionRecords[0], refused, feedback, deadLetters[0]);
  }

  private static <T> T parse(ConsumerRecord<byte[], byte[]> from, Codec<T> codec) {
    try {
      return codec.read(from.value());
    } catch (MalformedRecord e) {
      throw new IllegalStateException(
          "%s-%d@%d is no record of ours".formatted(from.topic(), from.partition(), from.offset()),
          e);
    }
  }
}
