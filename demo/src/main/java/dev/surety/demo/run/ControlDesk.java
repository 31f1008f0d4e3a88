package dev.surety.demo.run;

import dev.surety.demo.traffic.Tenant;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.lab.data.PooledModel;
import dev.surety.lab.data.Price;
import dev.surety.lab.train.GivenArtefact;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The operator's side of the demo: publishes models, prices and promises on the control topic. */
final class ControlDesk implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Map<String, Long> versions = new HashMap<>();

  ControlDesk(Map<String, Object> kafka, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Offers what can be had from the start, and promises each tenant its target. */
  void open(DemoScenario scenario, DemoSettings settings) throws InterruptedException {
    for (ArtefactUpdate artefact : scenario.artefacts()) {
      publish(artefact);
    }
    for (int m : scenario.start().stream().toArray()) {
      offer(scenario.data().pool().get(m), scenario.data().pool().get(m).price());
    }
    for (Tenant tenant : scenario.tenants()) {
      promise(tenant, tenant.target(), scenario, settings);
    }
  }

  void offer(PooledModel model, Price price) throws InterruptedException {
    publish(
        new ModelUpdate(
            ModelSpec.builder(
                    model.name(),
                    versions.merge(ControlUpdate.modelSubject(model.name()), 1L, Long::sum))
                .price(price.inputUsdPerMtok(), price.outputUsdPerMtok())
                .confirmed(true)
                .build()));
  }

  /** The next version of what a tenant is promised. */
  void promise(Tenant tenant, double target, DemoScenario scenario, DemoSettings settings)
      throws InterruptedException {
    String subject = ControlUpdate.slaSubject(tenant.name(), tenant.tier());
    long version = versions.merge(subject, 1L, Long::sum);
    publish(
        new SlaUpdate(
            tenant.name(), tenant.tier(), sla(version, target, scenario.artefacts(), settings)));
  }

  /** A promise of the demo. */
  static SlaPolicy sla(
      long version, double target, List<ArtefactUpdate> artefacts, DemoSettings settings) {
    FeedbackTerms terms =
        new FeedbackTerms(
            FeedbackTerms.DEFAULT.windowMillis(),
            settings.satisfiedRate(),
            settings.dissatisfiedRate(),
            0,
            FeedbackTerms.DEFAULT.maxOpen());
    return new SlaPolicy(
            version,
            target,
            settings.policy,
            0,
            GivenArtefact.named(settings.policy, settings.parameters, artefacts),
            terms,
            SlaPolicy.Mode.APPLY)
        .judgedBy(settings.judge());
  }

  private void publish(ControlUpdate update) throws InterruptedException {
    TopicRecord record = ControlJson.write(update);
    try {
      producer.send(new ProducerRecord<>(topic, record.key(), record.value())).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take " + update.subject(), e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
