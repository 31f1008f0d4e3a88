package dev.surety.trials.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that this one has started. All it prints goes to one file, and it ends at the latest when
 * this JVM does, unless this one is itself killed with SIGKILL.
 */
final class ChildJvm {

  /** See {@link ClusterSettings#quickToStart}. */
  static final String QUICK_START =
      "-XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote";

  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(20);
  private static final int TAIL_LINES = 25;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread hook;

  private ChildJvm(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.hook = new Thread(process::destroyForcibly, "end-" + name);
  }

  /**
   * The arguments of a small JVM that shall start soon: see {@link ClusterSettings#quickToStart}.
   */
  static List<String> quickToStart(String... arguments) {
    List<String> all = new ArrayList<>(List.of(QUICK_START.split(" ")));
    all.add("-XX:+UseSerialGC");
    all.addAll(List.of(arguments));
    return all;
  }

  /**
   * Starts the {@code java} that runs this JVM.
   *
   * @param arguments of {@code java}: options, main class, arguments of the program
   * @param log what the process prints is appended to this file
   */
  static ChildJvm start(String name, List<String> arguments, Path folder, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    ChildJvm child = new ChildJvm(name, log, process);
    Runtime.getRuntime().addShutdownHook(child.hook);
    return child;
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Throws, with the end of the log, if the process has ended. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "%s ended with exit code %d. The end of its log %s:%n%s"
              .formatted(name, process.exitValue(), log, tail()));
    }
  }

  /** All that the process has printed. */
  String output() throws IOException {
    return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
  }

  String tail() throws IOException {
    List<String> lines = output().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  /** SIGKILL, as a crash; returns once the process is gone. */
  void kill() throws IOException {
    process.destroyForcibly();
    if (!hasEndedWithin(KILL_TIMEOUT)) {
      throw new IOException("%s (process %d) survives SIGKILL".formatted(name, pid()));
    }
    forgetHook();
  }

  /** SIGTERM; the process may tidy up. */
  void askToStop() {
    process.destroy();
  }

  /** Waits for the end that was asked for, and kills when the time is over. */
  void awaitStop(Duration limit) throws IOException {
    if (hasEndedWithin(limit)) {
      forgetHook();
    } else {
      kill();
    }
  }

  private boolean hasEndedWithin(Duration limit) throws InterruptedIOException {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for the end of " + name);
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This JVM is ending: the hook runs and finds nothing to do.
    }
  }
}
