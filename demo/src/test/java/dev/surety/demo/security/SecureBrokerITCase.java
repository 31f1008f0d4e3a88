package dev.surety.demo.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.client.Execution;
import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.BrokerOptions;
import dev.surety.demo.kafka.BrokerSecurity;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.kafka.TopicAdmin;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.TopicLayout;
import dev.surety.demo.run.Workspace;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.job.options.JobOptions;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on a broker that lets in only who knows a password, with the ACLs of the security page
 * and no others: enough for those who are meant, nothing for the others; and no password in any
 * log.
 */
class SecureBrokerITCase {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> USERS =
      List.of("surety", "gateway", "operator", "on-call", "stranger");

  private EmbeddedKafka kafka;
  private Certificate certificate;

  @Test
  void theJobRunsWithTheAclsOfThePageAndStrangersAreRefused(@TempDir Path folder) throws Exception {
    certificate = Certificate.create(folder, "keystore-pw-7f3a");
    BrokerSecurity security =
        new BrokerSecurity(
            certificate.keystore(), certificate.password(), "admin", password("admin"));
    try (LogTap log = LogTap.open();
        EmbeddedKafka started =
            EmbeddedKafka.start(BrokerOptions.defaults().withSecurity(security));
        Workspace workspace = Workspace.open(folder.resolve("out"))) {
      kafka = started;
      admit();
      TopicAdmin.create(as("admin"), TopicLayout.of(TOPICS, 1));
      configure();
      DemoJob job = JobLauncher.start(0, 1, workspace, jobOptions(folder));
      try {
        job.awaitRunning();
        assertThat(ask().timedOut()).isFalse();
        strangersAreRefused();
        groupsAreTheirOwn();
        assertThat(job.restarts()).isZero();
        job.stop(workspace.savepoint());
      } catch (Exception | Error e) {
        job.cancel();
        throw e;
      }
      noPasswordIsIn(log);
    }
  }

  private static String password(String user) {
    return "pw-of-" + user + "-5e1f9c";
  }

  private void admit() throws Exception {
    List<UserScramCredentialAlteration> users = new ArrayList<>();
    for (String user : USERS) {
      users.add(
          new UserScramCredentialUpsertion(
              user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password(user)));
    }
    try (Admin admin = Admin.create(as("admin"))) {
      admin.alterUserScramCredentials(users).all().get(30, TimeUnit.SECONDS);
      admin.createAcls(AclTable.read()).all().get(30, TimeUnit.SECONDS);
    }
  }

  private Map<String, Object> as(String user) {
    return with(BrokerSecurity.login(user, password(user)));
  }

  private Map<String, Object> with(String login) {
    Map<String, Object> clients = new HashMap<>(encrypted());
    clients.put("bootstrap.servers", kafka.bootstrap());
    clients.put("sasl.jaas.config", login);
    clients.put("max.block.ms", 20_000);
    return clients;
  }

  private Map<String, String> encrypted() {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        BrokerSecurity.MECHANISM,
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificate.pem().toString());
  }

  /** As the page says: the login stands in a file of its own. */
  private Map<String, String> jobOptions(Path folder) throws Exception {
    Path secret = folder.resolve("kafka.properties");
    Files.writeString(secret, "jaas=" + BrokerSecurity.login("surety", password("surety")) + "\n");
    Map<String, String> options = new HashMap<>();
    options.put(JobOptions.BOOTSTRAP_SERVERS.key(), kafka.bootstrap());
    encrypted().forEach((key, value) -> options.put(JobOptions.KAFKA_PROPERTIES + key, value));
    Map.of(
            "config.providers", "file",
            "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider",
            "sasl.jaas.config", "${file:" + secret + ":jaas}")
        .forEach((key, value) -> options.put(JobOptions.KAFKA_PROPERTIES + key, value));
    return options;
  }

  private void configure() throws Exception {
    List<TopicRecord> records = new ArrayList<>();
    Pools.three().forEach(model -> records.add(ControlJson.write(new ModelUpdate(model))));
    records.add(ControlJson.write(new SlaUpdate("acme", "gold", Promises.messPlus(0.8).sla())));
    awaitKnown("operator", records.get(0));
    for (TopicRecord record : records) {
      send("operator", TOPICS.control(), record.key(), record.value());
    }
  }

  /** The controller says yes to users and their rights a moment before the broker has them. */
  private void awaitKnown(String user, TopicRecord record) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        send(user, TOPICS.control(), record.key(), record.value());
        return;
      } catch (ExecutionException e) {
        boolean unknown =
            e.getCause() instanceof AuthenticationException
                || e.getCause() instanceof AuthorizationException;
        if (!unknown || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  private void send(String user, String topic, byte[] key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(as(user), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get(30, TimeUnit.SECONDS);
    }
  }

  private Execution ask() throws Exception {
    Map<String, Object> clients = as("gateway");
    clients.remove("max.block.ms");
    try (Gateway gateway =
        Gateway.open(GatewaySettings.builder(clients).topics(TOPICS).timeout(LIMIT).build())) {
      return gateway
          .ask(Requests.id("r1").at(System.currentTimeMillis()).request())
          .get(LIMIT.toSeconds() + 10, TimeUnit.SECONDS);
    }
  }

  private void strangersAreRefused() throws Exception {
    mayNotWrite("gateway", TOPICS.control());
    mayNotWrite("gateway", TOPICS.decisions());
    mayNotWrite("surety", TOPICS.control());
    mayNotWrite("operator", TOPICS.feedback());
    mayNotWrite("stranger", TOPICS.requests());
    mayNotRead("gateway", TOPICS.requests());
    mayNotRead("gateway", TOPICS.deadLetters());
    mayNotRead("stranger", TOPICS.decisions());
    assertThatThrownBy(() -> ends(with(BrokerSecurity.login("surety", "guess")), "decisions"))
        .isInstanceOf(SaslAuthenticationException.class);
    assertThatThrownBy(
            () ->
                ends(
                    Map.of(
                        "bootstrap.servers",
                        kafka.bootstrap(),
                        "default.api.timeout.ms",
                        5_000,
                        "request.timeout.ms",
                        4_000),
                    "decisions"))
        .isInstanceOf(TimeoutException.class);
  }

  /** Gateways in other languages read in a group for each instance, and in no other. */
  private void groupsAreTheirOwn() {
    assertThat(joins("surety-gateway-7f3a")).isTrue();
    assertThatThrownBy(() -> joins("surety")).isInstanceOf(GroupAuthorizationException.class);
  }

  private boolean joins(String group) {
    Map<String, Object> clients = as("gateway");
    clients.put("group.id", group);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients, bytes, bytes)) {
      consumer.subscribe(List.of(TOPICS.decisions()));
      for (int i = 0; i < 60 && consumer.assignment().isEmpty(); i++) {
        consumer.poll(Duration.ofSeconds(1));
      }
      return !consumer.assignment().isEmpty();
    }
  }

  private void mayNotWrite(String user, String topic) {
    assertThatThrownBy(() -> send(user, topic, "k".getBytes(UTF_8), "{}".getBytes(UTF_8)))
        .as(user + " writes " + topic)
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
  }

  private void mayNotRead(String user, String topic) {
    assertThatThrownBy(() -> ends(as(user), topic))
        .as(user + " reads " + topic)
        .isInstanceOf(TopicAuthorizationException.class);
  }

  private static void ends(Map<String, Object> clients, String topic) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients, bytes, bytes)) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.endOffsets(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      consumer.poll(Duration.ofSeconds(10));
    }
  }

  private void noPasswordIsIn(LogTap log) {
    List<String> secrets = new ArrayList<>(USERS.stream().map(u -> password(u)).toList());
    secrets.add(password("admin"));
    secrets.add(certificate.password());
    assertThat(log.lines()).anyMatch(line -> line.contains("sasl.jaas.config = **** "));
    assertThat(log.lines()).anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"));
    assertThat(log.lines())
        .hasSizeGreaterThan(100)
        .noneMatch(line -> secrets.stream().anyMatch(line::contains));
  }
}
