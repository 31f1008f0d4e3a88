package dev.surety.trials.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;

/**
 * Flink's REST interface, as far as a job's life needs it.
 *
 * <p>Every call throws {@link FlinkRefusal} with the server's message if Flink says no, and {@link
 * FlinkUnreachable} if nobody answers; waits are bounded and say what they saw last.
 */
public final class FlinkRest {

  private static final Duration METRIC_TIMEOUT = Duration.ofMinutes(1);

  private final RestCalls calls;

  /**
   * @param address such as {@code http://127.0.0.1:8081}
   */
  public FlinkRest(URI address) {
    this.calls = new RestCalls(address);
  }

  public URI address() {
    return calls.address();
  }

  /** All TaskManagers that are not yet missed. */
  public List<RegisteredWorker> taskManagers() throws IOException {
    List<RegisteredWorker> found = new ArrayList<>();
    for (JsonNode node : calls.get("/taskmanagers").path("taskmanagers")) {
      found.add(
          new RegisteredWorker(
              node.path("id").asText(),
              node.path("slotsNumber").asInt(),
              node.path("freeSlots").asInt()));
    }
    return found;
  }

  /** The same, once there is any: after a restart of the JobManager they register again. */
  public List<RegisteredWorker> awaitTaskManagers(Duration limit) throws IOException {
    return Poll.until(
        "A TaskManager is registered", limit, this::taskManagers, seen -> !seen.isEmpty());
  }

  /** Uploads a jar and returns the id to {@link #run} it by. */
  public String uploadJar(Path jar) throws IOException {
    String stored = calls.upload("/jars/upload", jar).path("filename").asText();
    return stored.substring(stored.lastIndexOf('/') + 1);
  }

  /** Runs the main of an uploaded jar and returns the id of the job that it submitted. */
  public String run(String jarId, JarRun run) throws IOException {
    Map<String, Object> body = new HashMap<>();
    run.mainClass().ifPresent(name -> body.put("entryClass", name));
    body.put("programArgsList", run.arguments());
    body.put("parallelism", run.parallelism());
    run.restoreFrom().ifPresent(path -> body.put("savepointPath", path));
    return calls.post("/jars/" + jarId + "/run", body).path("jobid").asText();
  }

  public FlinkJob job(String jobId) throws IOException {
    JsonNode answer = calls.get("/jobs/" + jobId);
    List<FlinkJob.Vertex> vertices = new ArrayList<>();
    for (JsonNode vertex : answer.path("vertices")) {
      vertices.add(
          new FlinkJob.Vertex(
              vertex.path("id").asText(),
              vertex.path("name").asText(),
              vertex.path("parallelism").asInt(),
              vertex.path("tasks").path("RUNNING").asInt()));
    }
    return new FlinkJob(jobId, JobStatus.valueOf(answer.path("state").asText()), vertices);
  }

  /**
   * Waits until all subtasks run.
   *
   * @throws IOException if the job ends instead, with its failure, or the time is over
   */
  public FlinkJob awaitRunning(String jobId, Duration limit) throws IOException {
    FlinkJob job =
        Poll.until(
            "Job " + jobId + " runs everywhere",
            limit,
            () -> job(jobId),
            seen -> seen.runsEverywhere() || seen.hasEnded());
    if (job.hasEnded()) {
      throw ended(job);
    }
    return job;
  }

  private IOException ended(FlinkJob job) throws IOException {
    return new IOException(
        "Job %s is %s instead of running: %s"
            .formatted(
                job.id(), job.status(), lastFailure(job.id()).orElse("no failure recorded")));
  }

  /**
   * The same after a failure: a JobManager that has just taken over may not know the job yet.
   *
   * @throws IOException if the job ends instead, or the time is over
   */
  public FlinkJob awaitRecovered(String jobId, Duration limit) throws IOException {
    Poll.until(
        "The JobManager knows job " + jobId,
        limit,
        () -> knownJobs().contains(jobId),
        seen -> seen);
    return awaitRunning(jobId, limit);
  }

  /** Ids of all jobs that the JobManager knows. */
  public Set<String> knownJobs() throws IOException {
    Set<String> known = new HashSet<>();
    calls.get("/jobs").path("jobs").forEach(job -> known.add(job.path("id").asText()));
    return known;
  }

  /**
   * The id of the job that the JobManager began by itself, once it is there: application mode.
   *
   * @throws IOException if there are several, or none in time
   */
  public String awaitOnlyJob(Duration limit) throws IOException {
    Set<String> known =
        Poll.until("The JobManager has a job", limit, this::knownJobs, seen -> !seen.isEmpty());
    if (known.size() > 1) {
      throw new IOException("The JobManager has more than one job: " + known);
    }
    return known.iterator().next();
  }

  /** Waits until the job has ended, however. */
  public JobStatus awaitEnd(String jobId, Duration limit) throws IOException {
    return Poll.until("Job " + jobId + " ends", limit, () -> job(jobId), FlinkJob::hasEnded)
        .status();
  }

  /** Asks for the end without a savepoint; {@link #awaitEnd} waits for it. */
  public void cancel(String jobId) throws IOException {
    calls.patch("/jobs/" + jobId + "?mode=cancel");
  }

  /**
   * Takes a savepoint in the cluster's folder, ends the job with it, and returns the savepoint's
   * path once the job is gone. Canonical form, which every state backend and the state tools read.
   */
  public String stopWithSavepoint(String jobId, Duration limit) throws IOException {
    return savepoint(jobId, null, true, limit);
  }

  /** Takes a savepoint of a job that goes on, and returns its path. */
  public String savepoint(String jobId, Duration limit) throws IOException {
    return savepoint(jobId, null, false, limit);
  }

  /**
   * @param target a folder, or {@code null} for the cluster's
   * @param stop whether the job ends with it
   */
  public String savepoint(String jobId, String target, boolean stop, Duration limit)
      throws IOException {
    Map<String, Object> body = new HashMap<>();
    body.put("formatType", SavepointFormatType.CANONICAL.name());
    body.put(stop ? "drain" : "cancel-job", false);
    if (target != null) {
      body.put(stop ? "targetDirectory" : "target-directory", target);
    }
    String call = "/jobs/" + jobId + (stop ? "/stop" : "/savepoints");
    String path = savepoint(jobId, calls.post(call, body), limit);
    if (stop) {
      awaitEnd(jobId, limit);
    }
    return path;
  }

  /** Checkpoints that were completed since the JobManager has had the job. */
  public int completedCheckpoints(String jobId) throws IOException {
    return calls.get("/jobs/" + jobId + "/checkpoints").path("counts").path("completed").asInt();
  }

  /** Why checkpoints failed, by number, of those that began and that Flink remembers. */
  public Map<Long, String> failedCheckpoints(String jobId) throws IOException {
    Map<Long, String> failures = new TreeMap<>();
    for (JsonNode checkpoint : calls.get("/jobs/" + jobId + "/checkpoints").path("history")) {
      if (checkpoint.path("status").asText().equals("FAILED")) {
        failures.put(checkpoint.path("id").asLong(), checkpoint.path("failure_message").asText());
      }
    }
    return failures;
  }

  /** Waits for more checkpoints than these. */
  public void awaitCheckpointAfter(String jobId, int completed, Duration limit) throws IOException {
    Poll.until(
        "Job " + jobId + " completes more than " + completed + " checkpoints",
        limit,
        () -> completedCheckpoints(jobId),
        now -> now > completed);
  }

  /** Where the last completed checkpoint lies; empty before the first. */
  public Optional<String> latestCheckpoint(String jobId) throws IOException {
    return text(
        calls
            .get("/jobs/" + jobId + "/checkpoints")
            .path("latest")
            .path("completed")
            .path("external_path"));
  }

  /**
   * How often the job was started again since the JobManager has had it. One crash may count
   * several times: an attempt that still counts on the dead TaskManager fails, too.
   */
  public long restarts(String jobId) throws IOException {
    return metric(jobId, "numRestarts");
  }

  /**
   * Waits for that many restarts and returns how many there are. A JobManager that has just taken
   * over may not know the job yet.
   *
   * @throws IOException if the job ends instead, with its failure, or the time is over
   */
  public long awaitRestarts(String jobId, int atLeast, Duration limit) throws IOException {
    long restarts =
        Poll.until(
            "Job %s is started again %d times".formatted(jobId, atLeast),
            limit,
            () -> {
              if (!knownJobs().contains(jobId)) {
                return 0L;
              }
              return job(jobId).hasEnded() ? -1 : restarts(jobId);
            },
            seen -> seen < 0 || seen >= atLeast);
    if (restarts < 0) {
      throw ended(job(jobId));
    }
    return restarts;
  }

  /** A metric of the job as a whole, one that counts. */
  public long metric(String jobId, String name) throws IOException {
    String path = "/jobs/" + jobId + "/metrics?get=" + name;
    return Poll.until(
            "Job " + jobId + " reports " + name,
            METRIC_TIMEOUT,
            () -> text(calls.get(path).path(0).path("value")).map(Long::valueOf),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until a metric of the job is at least this. */
  public void awaitMetric(String jobId, String name, long atLeast, Duration limit)
      throws IOException {
    Poll.until(
        "%s of job %s is at least %d".formatted(name, jobId, atLeast),
        limit,
        () -> metric(jobId, name),
        now -> now >= atLeast);
  }

  /** Why the job failed last, without stack frames; empty if it never did. */
  public Optional<String> lastFailure(String jobId) throws IOException {
    return text(calls
            .get("/jobs/" + jobId + "/exceptions")
            .path("exceptionHistory")
            .path("entries")
            .path(0)
            .path("stacktrace"))
        .map(RestCalls::withoutFrames);
  }

  private String savepoint(String jobId, JsonNode trigger, Duration limit) throws IOException {
    String path = "/jobs/" + jobId + "/savepoints/" + trigger.path("request-id").asText();
    JsonNode done =
        Poll.until(
            "Savepoint of job " + jobId,
            limit,
            () -> calls.get(path),
            seen -> seen.path("status").path("id").asText().equals("COMPLETED"));
    JsonNode operation = done.path("operation");
    return text(operation.path("location"))
        .orElseThrow(
            () ->
                new IOException(
                    "The savepoint of job %s failed: %s"
                        .formatted(
                            jobId,
                            RestCalls.withoutFrames(
                                operation.path("failure-cause").path("stack-trace").asText()))));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
  }
}
