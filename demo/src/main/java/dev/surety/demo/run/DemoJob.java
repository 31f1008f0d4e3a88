package dev.surety.demo.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.demo.kafka.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** The Flink job of a run, in this JVM, with the web UI that any Flink cluster has. */
public final class DemoJob {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(2);
  private static final int QUESTIONS = 6;
  private static final Duration STEP = Duration.ofMillis(100);

  private final JobClient client;
  private final int uiPort;
  private final int metricsPort;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param metricsPort 0 if there is none
   */
  DemoJob(JobClient client, int uiPort, int metricsPort) {
    this.client = client;
    this.uiPort = uiPort;
    this.metricsPort = metricsPort;
  }

  public String webUi() {
    return "http://127.0.0.1:" + uiPort + "/#/job/running/" + client.getJobID() + "/overview";
  }

  /** Returns once every task of the job runs. */
  public void awaitRunning() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!allRunning()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the job did not run within " + START.toSeconds() + " s");
      }
      Thread.sleep(STEP.toMillis());
    }
  }

  private boolean allRunning() throws IOException, InterruptedException {
    JsonNode job = get("/jobs/" + client.getJobID());
    if (job == null || !job.hasNonNull("vertices")) {
      return false;
    }
    if (job.path("state").asText().equals(JobStatus.FAILED.name())) {
      throw new IOException("the job failed at its start; see " + webUi());
    }
    int running = 0;
    for (JsonNode vertex : job.get("vertices")) {
      running += vertex.path("status").asText().equals("RUNNING") ? 1 : 0;
    }
    return running > 0 && running == job.get("vertices").size();
  }

  /**
   * Waits until the job has failed for good.
   *
   * @return why
   */
  Throwable awaitFailure() throws IOException, InterruptedException {
    try {
      client.getJobExecutionResult().get(START.toSeconds(), TimeUnit.SECONDS);
      throw new IOException("the job did not fail");
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (TimeoutException e) {
      throw new IOException("the job did not fail within " + START.toSeconds() + " s", e);
    }
  }

  /** How often the job failed and was started again. */
  public long restarts() throws IOException, InterruptedException {
    JsonNode exceptions = null;
    for (int i = 0; exceptions == null && i < QUESTIONS; i++) {
      exceptions = get("/jobs/" + client.getJobID() + "/exceptions?maxExceptions=1000");
    }
    if (exceptions == null) {
      throw new IOException("Flink does not say how often the job failed; see " + webUi());
    }
    return exceptions.path("exceptionHistory").path("entries").size();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + uiPort + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? json.readTree(response.body()) : null;
    } catch (HttpTimeoutException e) {
      return null; // a busy machine; whoever asks again has a deadline
    }
  }

  /**
   * Stops the job with a savepoint and returns where it lies, once its ports are free for the next.
   */
  public Path stop(Path folder) throws IOException, InterruptedException {
    return Path.of(URI.create(stopInto(folder.toUri().toString())));
  }

  /**
   * The same on any file system.
   *
   * @param folder as a URI
   */
  public String stopInto(String folder) throws IOException, InterruptedException {
    try {
      String savepoint =
          client
              .stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL)
              .get(STOP.toSeconds(), TimeUnit.SECONDS);
      awaitPorts();
      return savepoint;
    } catch (ExecutionException e) {
      throw new IOException("the job did not stop with a savepoint", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no savepoint within " + STOP.toSeconds() + " s", e);
    }
  }

  /** The cluster ends after its only job, and a reporter that finds its port taken gives up. */
  private void awaitPorts() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + STOP.toNanos();
    while (LoopbackPorts.isTaken(uiPort)
        || metricsPort != 0 && LoopbackPorts.isTaken(metricsPort)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "a port is still taken %d s after the job: %s"
                .formatted(
                    STOP.toSeconds(), metricsPort == 0 ? uiPort : uiPort + " or " + metricsPort));
      }
      Thread.sleep(STEP.toMillis());
    }
  }

  /**
   * Ends the job without a savepoint; it may have ended already. Returns when nothing of it writes
   * any more and its ports are free, or after 2 minutes.
   */
  public void cancel() {
    try {
      try {
        client.cancel().get(STOP.toSeconds(), TimeUnit.SECONDS);
      } catch (IllegalStateException | ExecutionException | TimeoutException alreadyOver) {
        // The cluster ends with its only job.
      }
      awaitPorts();
    } catch (IOException stillTaken) {
      // Whoever needs a port is told so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
