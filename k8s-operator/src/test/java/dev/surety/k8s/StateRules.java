package dev.surety.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nothing that was learned or journaled may be lost, whichever pod dies. */
final class StateRules {

  private static final Set<String> OBJECT_STORAGE = Set.of("s3", "gs", "abfss", "hdfs");

  private StateRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("state lies where every pod reaches it", StateRules::shared),
        new Rule("object storage is entered as the pod", StateRules::identified),
        new Rule("an upgrade goes on where the old version stopped", StateRules::upgradeable),
        new Rule("a JobManager that dies is replaced", StateRules::highlyAvailable),
        new Rule("a death is noticed and answered within seconds", StateRules::quick),
        new Rule(
            "the journal is joined, and nothing deleted that savepoints name", StateRules::joined),
        new Rule("RocksDB has disk, memory and increments", StateRules::rocksDb));
  }

  private static List<String> joined(Manifests manifests) {
    Findings findings = new Findings();
    manifests
        .of("CronJob")
        .forEach(
            cron -> {
              JsonNode pod = cron.at("/spec/jobTemplate/spec/template/spec");
              String path = argument(pod, "--journal=");
              String days = argument(pod, "--older-than=");
              Duration kept =
                  duration(manifests.flink(), "kubernetes.operator.savepoint.history.max.age");
              findings
                  .unless(
                      path.equals(manifests.options().at("/journal/path").asText()),
                      "files of '%s' are joined, which is not journal.path",
                      path)
                  .unless(
                      days.matches("[0-9]+")
                          && Duration.ofDays(Long.parseLong(days)).compareTo(kept) > 0,
                      "files are deleted after '%s' days, savepoints only after %s",
                      days,
                      kept)
                  .unless(
                      pod.at("/securityContext/runAsNonRoot").asBoolean(), "it may run as root");
            });
    return findings.list();
  }

  private static String argument(JsonNode pod, String name) {
    for (JsonNode argument : pod.at("/containers/0/args")) {
      if (argument.asText().startsWith(name)) {
        return argument.asText().substring(name.length());
      }
    }
    return "";
  }

  private static List<String> shared(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    Map<String, String> places = new LinkedHashMap<>();
    for (String key :
        List.of(
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "high-availability.storageDir")) {
      places.put(key, flink.conf(key));
    }
    places.put("journal.path", manifests.options().at("/journal/path").asText());
    Findings findings = new Findings();
    places.forEach(
        (key, place) ->
            findings.unless(isShared(flink, place), "%s is '%s', seen by one pod", key, place));
    return findings.list();
  }

  /** The S3 plugin's chain of providers leaves web identity out, which is what clouds give pods. */
  private static List<String> identified(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    return new Findings()
        .unless(
            !flink.conf("execution.checkpointing.dir").startsWith("s3:")
                || flink
                    .conf("fs.s3a.aws.credentials.provider")
                    .equals("com.amazonaws.auth.WebIdentityTokenCredentialsProvider"),
            "no provider of credentials asks for web identity")
        .list();
  }

  private static boolean isShared(FlinkSpec flink, String place) {
    URI uri = URI.create(place);
    if (uri.getScheme() == null) {
      return false;
    }
    return OBJECT_STORAGE.contains(uri.getScheme())
        || uri.getScheme().equals("file")
            && FlinkSpec.COMPONENTS.stream()
                .allMatch(c -> flink.volumeOf(c, uri.getPath()).has("persistentVolumeClaim"));
  }

  private static List<String> upgradeable(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    JsonNode job = flink.job();
    return new Findings()
        .unless(job.path("state").asText().equals("running"), "the job must start running")
        .unless(job.path("upgradeMode").asText().equals("savepoint"), "upgradeMode is another")
        .unless(
            job.has("allowNonRestoredState") && !job.path("allowNonRestoredState").asBoolean(),
            "state that no operator claims would be dropped in silence")
        .unless(
            flink
                .conf("execution.checkpointing.externalized-checkpoint-retention")
                .equals("RETAIN_ON_CANCELLATION"),
            "a cancelled job takes its checkpoints along")
        .unless(
            flink.conf("kubernetes.operator.savepoint.format.type").equals("CANONICAL"),
            "the state tools read canonical savepoints only")
        .list();
  }

  private static List<String> highlyAvailable(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    return new Findings()
        .unless(
            flink.conf("high-availability.type").equals("kubernetes"),
            "high-availability.type is '%s'",
            flink.conf("high-availability.type"))
        .unless(
            flink.spec().at("/jobManager/replicas").asInt() >= 1, "jobManager.replicas is not set")
        .list();
  }

  private static List<String> quick(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    String restart = "restart-strategy.exponential-delay.";
    Duration interval = duration(flink, "heartbeat.interval");
    Duration timeout = duration(flink, "heartbeat.timeout");
    return new Findings()
        .unless(
            interval.toMillis() > 0 && interval.toMillis() <= 1_000,
            "a death is asked for every %s",
            interval)
        .unless(
            timeout.toSeconds() >= 4 && timeout.toSeconds() <= 10,
            "silence counts as death after %s: a pause of the living, or too late",
            timeout)
        .unless(
            flink.conf("restart-strategy.type").equals("exponential-delay"),
            "the job gives up, or is restarted without end at the same pace")
        .unless(
            duration(flink, restart + "initial-backoff").toMillis() <= 10
                && Double.parseDouble("0" + flink.conf(restart + "backoff-multiplier")) >= 4,
            "the failures of one death cost a pause each")
        .unless(
            duration(flink, restart + "max-backoff").toSeconds() >= 10,
            "an outage is met without a pause")
        .unless(
            flink.conf(restart + "jitter-factor").equals("0.0"),
            "jitter overflows in a long outage")
        .list();
  }

  /** Of "300 ms", "8 s", "1 min" or "24 h"; zero where the key isn't set. */
  private static Duration duration(FlinkSpec flink, String key) {
    String[] parts = flink.conf(key).split(" ");
    return parts.length < 2
        ? Duration.ZERO
        : Duration.of(
            Long.parseLong(parts[0]),
            switch (parts[1]) {
              case "ms" -> ChronoUnit.MILLIS;
              case "s" -> ChronoUnit.SECONDS;
              case "h" -> ChronoUnit.HOURS;
              default -> ChronoUnit.MINUTES;
            });
  }

  private static List<String> rocksDb(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    double managed = Double.parseDouble("0" + flink.conf("taskmanager.memory.managed.fraction"));
    return switch (flink.conf("state.backend.type")) {
      case "hashmap" ->
          new Findings().unless(managed == 0, "managed memory that only RocksDB uses").list();
      case "rocksdb" ->
          new Findings()
              .unless(managed >= 0.2, "caches need managed memory")
              .unless(
                  flink.conf("execution.checkpointing.incremental").equals("true"),
                  "each checkpoint would upload all state")
              .unless(
                  flink
                      .volumeOf("taskManager", flink.conf("state.backend.rocksdb.localdir"))
                      .at("/emptyDir")
                      .has("sizeLimit"),
                  "its files fill the root disk of the node")
              .list();
      default -> List.of("state.backend.type must be hashmap or rocksdb");
    };
  }
}
