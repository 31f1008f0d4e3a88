package dev.surety.trials.cluster;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration of a small cluster on loopback: {@code conf/config.yaml}. */
final class ClusterConfiguration {

  private ClusterConfiguration() {}

  static Map<String, String> of(ClusterSettings settings, LoopbackAddresses addresses) {
    Map<String, String> values = new LinkedHashMap<>();
    loopback(values, addresses);
    state(values, settings.workFolder());
    smallMemory(values);
    quickToNoticeFailure(values);
    // As everywhere: savepoints of this cluster fit every other.
    values.put("pipeline.max-parallelism", "128");
    values.put("taskmanager.numberOfTaskSlots", String.valueOf(settings.slots()));
    // Spread over the TaskManagers, so that the death of one is felt.
    values.put("taskmanager.load-balance.mode", "SLOTS");
    // What REST answers is at most this old. Metrics are asked for rarely, and all are sent each
    // time.
    values.put("web.refresh-interval", "200 ms");
    values.put("metrics.fetcher.update-interval", "1 s");
    values.put("web.tmpdir", settings.workFolder().resolve("tmp").toString());
    values.put("io.tmp.dirs", settings.workFolder().resolve("tmp").toString());
    // Many processes start at once, on few cores.
    values.put("pekko.startup-timeout", "60 s");
    values.putAll(settings.configuration());
    return values;
  }

  /** JSON's strings are YAML's, too: no value can be taken for another type. */
  static String yaml(Map<String, String> values) {
    return values.entrySet().stream()
        .map(
            entry ->
                "%s: \"%s\"%n"
                    .formatted(
                        entry.getKey(),
                        new String(
                            JsonStringEncoder.getInstance().quoteAsString(entry.getValue()))))
        .collect(Collectors.joining());
  }

  private static void loopback(Map<String, String> values, LoopbackAddresses addresses) {
    for (String key :
        new String[] {
          "jobmanager.rpc.address",
          "jobmanager.bind-host",
          "rest.address",
          "rest.bind-address",
          "taskmanager.host",
          "taskmanager.bind-host"
        }) {
      values.put(key, LoopbackAddresses.HOST);
    }
    values.put("jobmanager.rpc.port", String.valueOf(addresses.rpcPort()));
    values.put("rest.port", String.valueOf(addresses.restPort()));
    values.put("rest.bind-port", String.valueOf(addresses.restPort()));
    values.put("blob.server.port", String.valueOf(addresses.blobPort()));
  }

  private static void state(Map<String, String> values, Path workFolder) {
    values.put("state.backend.type", "hashmap");
    values.put("execution.checkpointing.incremental", "true");
    values.put("execution.checkpointing.interval", "1 s");
    values.put("execution.checkpointing.dir", workFolder.resolve("checkpoints").toUri().toString());
    values.put(
        "execution.checkpointing.savepoint-dir",
        workFolder.resolve("savepoints").toUri().toString());
    // Without high availability, a checkpoint is what is left of a job when its JobManager dies.
    values.put(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
  }

  private static void smallMemory(Map<String, String> values) {
    values.put("jobmanager.memory.heap.size", "256m");
    values.put("jobmanager.memory.off-heap.size", "64m");
    values.put("taskmanager.cpu.cores", "1.0");
    values.put("taskmanager.memory.framework.heap.size", "64m");
    values.put("taskmanager.memory.framework.off-heap.size", "64m");
    values.put("taskmanager.memory.task.heap.size", "192m");
    values.put("taskmanager.memory.task.off-heap.size", "0m");
    values.put("taskmanager.memory.network.min", "32m");
    values.put("taskmanager.memory.network.max", "32m");
    values.put("taskmanager.memory.managed.size", "64m");
    for (String process : new String[] {"jobmanager", "taskmanager"}) {
      values.put(process + ".memory.jvm-metaspace.size", "192m");
      values.put(process + ".memory.jvm-overhead.min", "32m");
      values.put(process + ".memory.jvm-overhead.max", "64m");
    }
  }

  /**
   * As {@code configs/production/flink-config.yaml} and the manifests have it: what is shown here
   * must be what users get.
   */
  private static void quickToNoticeFailure(Map<String, String> values) {
    // A job whose jar is among those of the processes: its classes stay when its tasks move.
    values.put("classloader.resolve-order", "parent-first");
    values.put("heartbeat.interval", "300 ms");
    values.put("heartbeat.timeout", "8 s");
    String restart = "restart-strategy.exponential-delay.";
    values.put("restart-strategy.type", "exponential-delay");
    values.put(restart + "initial-backoff", "1 ms");
    values.put(restart + "backoff-multiplier", "10.0");
    values.put(restart + "max-backoff", "10 s");
    values.put(restart + "jitter-factor", "0.0");
    values.put(restart + "reset-backoff-threshold", "10 s");
  }
}
