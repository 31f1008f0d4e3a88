package dev.surety.benchmarks.gateway;

import dev.surety.client.Topics;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One model and one promise, so that the router always answers. */
final class BenchPromise {

  static final String MODEL = "simulated";

  private BenchPromise() {}

  static void publish(String brokers, TenantTier key) throws IOException, InterruptedException {
    List<ControlUpdate> updates =
        List.of(
            new ModelUpdate(ModelSpec.builder(MODEL, 1).price(1, 2).build()),
            new SlaUpdate(
                key.tenant(),
                key.tier(),
                new SlaPolicy(
                    1, 0.8, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY)));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", brokers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ControlUpdate update : updates) {
        TopicRecord record = ControlJson.write(update);
        producer
            .send(new ProducerRecord<>(Topics.DEFAULT.control(), record.key(), record.value()))
            .get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the promise was not published: " + e.getCause().getMessage(), e);
    }
  }
}
