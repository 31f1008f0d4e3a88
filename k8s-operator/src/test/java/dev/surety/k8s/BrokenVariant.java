package dev.surety.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/**
 * A mistake that somebody might make in an overlay.
 *
 * @param rule the name of the one that must notice
 * @param mistake what is wrong
 * @param make brings the mistake in
 */
record BrokenVariant(String rule, String mistake, Consumer<Manifests> make) {

  private static final String FLINK = "FlinkDeployment";

  /** At least one for each rule, of an overlay with all components. */
  static List<BrokenVariant> all() {
    return List.of(
        conf("state lies where every pod reaches it", "execution.checkpointing.dir", "file:///tmp"),
        conf("state lies where every pod reaches it", "high-availability.storageDir", "/ha"),
        new BrokenVariant(
            "state lies where every pod reaches it",
            "journal on a pod's disk",
            m ->
                ((ObjectNode) m.one("ConfigMap").path("data"))
                    .put("surety.yaml", "journal: {path: 'file:///rocksdb/journal'}")),
        conf("object storage is entered as the pod", "fs.s3a.aws.credentials.provider", ""),
        at(
            "pods reach what gives them credentials",
            "NetworkPolicy",
            "/spec/egress/3/to/0/ipBlock/cidr",
            "10.0.0.0/8"),
        at("pods reach what gives them credentials", "NetworkPolicy", "/spec/egress/2/ports/1", ""),
        flink("an upgrade goes on where the old version stopped", "/job/upgradeMode", "stateless"),
        flink("an upgrade goes on where the old version stopped", "/job/state", "suspended"),
        flink("an upgrade goes on where the old version stopped", "/job/allowNonRestoredState", 1),
        conf(
            "an upgrade goes on where the old version stopped",
            "kubernetes.operator.savepoint.format.type",
            "NATIVE"),
        conf("a JobManager that dies is replaced", "high-availability.type", "none"),
        conf("a death is noticed and answered within seconds", "heartbeat.interval", "10 s"),
        conf("a death is noticed and answered within seconds", "heartbeat.timeout", "50 s"),
        conf("a death is noticed and answered within seconds", "heartbeat.timeout", "1 s"),
        conf(
            "a death is noticed and answered within seconds",
            "restart-strategy.type",
            "failure-rate"),
        conf(
            "a death is noticed and answered within seconds",
            "restart-strategy.exponential-delay.initial-backoff",
            "1 s"),
        conf(
            "a death is noticed and answered within seconds",
            "restart-strategy.exponential-delay.max-backoff",
            "1 ms"),
        conf(
            "the journal is joined, and nothing deleted that savepoints name",
            "kubernetes.operator.savepoint.history.max.age",
            "720 h"),
        new BrokenVariant(
            "the journal is joined, and nothing deleted that savepoints name",
            "another folder is joined",
            m ->
                ((ArrayNode)
                        m.one("CronJob")
                            .at("/spec/jobTemplate/spec/template/spec/containers/0/args"))
                    .set(2, "--journal=s3://another/journal")),
        conf("RocksDB has disk, memory and increments", "taskmanager.memory.managed.fraction", "0"),
        conf("RocksDB has disk, memory and increments", "state.backend.rocksdb.localdir", "/x"),
        conf("RocksDB has disk, memory and increments", "execution.checkpointing.incremental", ""),
        conf("RocksDB has disk, memory and increments", "state.backend.type", "hashmap"),
        flink("the image is one version", "/image", "surety:latest"),
        flink("the image is one version", "/image", "surety"),
        flink("memory and CPU are bounded", "/taskManager/resource/memory", ""),
        flink("memory and CPU are bounded", "/jobManager/resource/cpu", 0),
        flink("slots and parallelism fit", "/job/parallelism", 3),
        conf("slots and parallelism fit", "pipeline.max-parallelism", "8"),
        flink(
            "probes ask ports that are there",
            "/taskManager/podTemplate/spec/containers/0/livenessProbe/tcpSocket/port",
            "metric"),
        flink(
            "probes ask ports that are there",
            "/jobManager/podTemplate/spec/containers/0/readinessProbe",
            "none"),
        flink("nobody is root", "/podTemplate/spec/securityContext/runAsNonRoot", 0),
        flink("nobody is root", "/podTemplate/spec/containers/0/securityContext", "none"),
        at("rights are those that Flink needs", "Role", "/rules/0/resources/0", "secrets"),
        at("rights are those that Flink needs", "Role", "/rules/0/verbs/0", "*"),
        at("rights are those that Flink needs", "RoleBinding", "/kind", "ClusterRoleBinding"),
        conf(
            "roles are bound to accounts that are there",
            "kubernetes.taskmanager.service-account",
            "default"),
        at("roles are bound to accounts that are there", "RoleBinding", "/roleRef/name", "surety"),
        new BrokenVariant(
            "secrets are named, not written",
            "a password among the options",
            m ->
                ((ObjectNode) m.one("ConfigMap").path("data"))
                    .put("surety.yaml", "kafka: {properties: {ssl.key.password: hunter2}}")),
        conf("secrets are named, not written", "s3.access-key", "AKIA"),
        flink("secrets are named, not written", "/job/args/0", "--kafka.sasl.jaas.config=x"),
        at("secrets are named, not written", "PodMonitor", "/kind", "Secret"),
        at("what is named is there", "ConfigMap", "/metadata/name", "other"),
        at("what is named is there", "PodMonitor", "/metadata/namespace", "monitoring"),
        at("selectors select the pods", "NetworkPolicy", "/spec/podSelector/matchLabels", "none"),
        flink(
            "selectors select the pods",
            "/podTemplate/metadata/labels/app.kubernetes.io~1name",
            "x"),
        conf("Prometheus scrapes the port that Flink opens", "metrics.reporter.prom.port", "9250"),
        at("only the operator and Prometheus come in", "NetworkPolicy", "/spec/ingress/1/from", ""),
        at("only the operator and Prometheus come in", "NetworkPolicy", "/spec/policyTypes/1", "x"),
        at(
            "only the operator and Prometheus come in",
            "NetworkPolicy",
            "/spec/ingress/2/ports/0/port",
            6123));
  }

  private static BrokenVariant conf(String rule, String key, String value) {
    return flink(rule, "/flinkConfiguration/" + key, value);
  }

  private static BrokenVariant flink(String rule, String pointer, Object value) {
    return at(rule, FLINK, "/spec" + pointer, value);
  }

  /** The last object of a kind is changed: the value at the pointer, which may be new. */
  static BrokenVariant at(String rule, String kind, String pointer, Object value) {
    return new BrokenVariant(
        rule,
        "%s%s = %s".formatted(kind, pointer, value),
        manifests -> {
          ObjectNode object = manifests.of(kind).reduce((first, last) -> last).orElseThrow();
          int slash = pointer.lastIndexOf('/');
          JsonNode parent = object.at(pointer.substring(0, slash));
          String field = pointer.substring(slash + 1).replace("~1", "/");
          if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(field), node(value));
          } else {
            ((ObjectNode) parent).set(field, node(value));
          }
        });
  }

  private static JsonNode node(Object value) {
    return value instanceof Integer number
        ? JsonNodeFactory.instance.numberNode(number)
        : JsonNodeFactory.instance.textNode(value.toString());
  }

  @Override
  public String toString() {
    return rule + ": " + mistake;
  }
}
