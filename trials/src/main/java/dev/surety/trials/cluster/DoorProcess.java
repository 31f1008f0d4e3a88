package dev.surety.trials.cluster;

import dev.surety.gateway.SuretyGateway;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The front door as a JVM of its own, with the class path of this one. It can be killed as a crash
 * would, and started again on its port.
 */
public final class DoorProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern READY =
      Pattern.compile("Front door: http://127\\.0\\.0\\.1:(\\d+)/");
  private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

  private final List<String> options;
  private final Path folder;
  private int starts;
  private int port;
  private ChildJvm process;

  private DoorProcess(List<String> options, Path folder) {
    this.options = List.copyOf(options);
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Starts one on a free port of this machine and returns once it listens.
   *
   * @param options of the door, less its port
   * @param folder for what it prints
   * @throws IOException if the process ends, or does not listen after 2 minutes
   */
  public static DoorProcess start(List<String> options, Path folder) throws IOException {
    DoorProcess door = new DoorProcess(options, Files.createDirectories(folder));
    door.launch();
    return door;
  }

  /** Where it listens, over restarts too. */
  public int port() {
    return port;
  }

  /** SIGKILL. */
  public void kill() throws IOException {
    process.kill();
  }

  /** It stands still, and takes no processor time, until it may {@link #goOn}. */
  public void pause() throws IOException {
    signal("STOP");
  }

  /** It goes on where it was {@linkplain #pause paused}. */
  public void goOn() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    try {
      int code =
          new ProcessBuilder("sh", "-c", "kill -" + name + ' ' + process.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 0) {
        throw new IOException("the door takes no signal " + name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a door was signalled");
    }
  }

  /** Starts it again on its port; returns once it listens. */
  public void restart() throws IOException {
    launch();
  }

  private void launch() throws IOException {
    starts++;
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SuretyGateway.class.getName(),
                "gateway",
                "--listen.port=" + port));
    arguments.addAll(options);
    process = ChildJvm.start("door", arguments, folder, folder.resolve("door-" + starts + ".log"));
    try {
      port =
          Poll.until("The door listens", START_TIMEOUT, this::listensOn, Optional::isPresent)
              .orElseThrow();
    } catch (IOException e) {
      process.kill();
      throw e;
    }
  }

  /** Returns once it knows the router's standings. */
  public void awaitReady() throws IOException {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready")).build();
    HttpClient http = HttpClient.newHttpClient();
    Poll.until(
        "The door is ready", START_TIMEOUT, () -> status(http, ready), status -> status == 200);
  }

  private static int status(HttpClient http, HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the door starts");
    }
  }

  private Optional<Integer> listensOn() throws IOException {
    process.requireAlive();
    Matcher ready = READY.matcher(process.output());
    return ready.find() ? Optional.of(Integer.valueOf(ready.group(1))) : Optional.empty();
  }

  /**
   * What is alive in it after a collection of garbage.
   *
   * @param instances of the classes that were asked about
   */
  public record Alive(long heapBytes, long instances) {}

  /**
   * Collects its garbage and counts what is left.
   *
   * @param classes whose instances are counted, by their full names
   * @throws IOException if this JVM is no JDK, which has the tool for it
   */
  public Alive alive(Collection<String> classes) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    long bytes = 0;
    long instances = 0;
    for (String line : new String(jcmd.getInputStream().readAllBytes()).lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        bytes += Long.parseLong(row.group(2));
        instances += classes.contains(row.group(3)) ? Long.parseLong(row.group(1)) : 0;
      }
    }
    if (bytes == 0) {
      throw new IOException("jcmd did not say what is alive in the door");
    }
    return new Alive(bytes, instances);
  }

  /** SIGTERM, and SIGKILL if it is there 30 seconds later. */
  @Override
  public void close() throws IOException {
    process.askToStop();
    process.awaitStop(STOP_TIMEOUT);
  }
}
