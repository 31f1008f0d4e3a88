package dev.surety.trials.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * JVMs that outlive this one, remembered in a file. A number that the system has given to somebody
 * else since is told by the time at which the process began.
 */
final class DetachedProcesses {

  private static final Path NOHUP = Path.of("/usr/bin/nohup");
  private static final Duration SAME_START = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Path list;

  /**
   * @param list of those that were started; need not be there
   */
  DetachedProcesses(Path list) {
    this.list = list;
  }

  /**
   * Starts the {@code java} that runs this JVM, and does not wait.
   *
   * @param arguments of {@code java}
   * @param log what the process prints is appended to this file
   */
  ProcessHandle start(List<String> arguments, Path folder, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NOHUP)) {
      command.add(NOHUP.toString()); // the terminal may be closed
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessHandle process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start()
            .toHandle();
    String line = process.pid() + " " + began(process).toEpochMilli() + System.lineSeparator();
    Files.writeString(list, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return process;
  }

  /** Those that still run. */
  List<ProcessHandle> living() throws IOException {
    List<ProcessHandle> living = new ArrayList<>();
    if (Files.exists(list)) {
      for (String line : Files.readAllLines(list)) {
        String[] words = line.split(" ");
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(words[0]));
        Instant began = Instant.ofEpochMilli(Long.parseLong(words[1]));
        process
            .filter(one -> Duration.between(began, began(one)).abs().compareTo(SAME_START) < 0)
            .ifPresent(living::add);
      }
    }
    return living;
  }

  /**
   * Ends all that still run, and forgets them: SIGTERM, and SIGKILL 15 seconds later.
   *
   * @return how many there were
   */
  int stop() throws IOException {
    List<ProcessHandle> living = living();
    living.forEach(ProcessHandle::destroy);
    for (ProcessHandle process : living) {
      try {
        process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        process.destroyForcibly();
      } catch (ExecutionException e) {
        throw new IOException("can't wait for process " + process.pid(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while process " + process.pid() + " ended");
      }
    }
    Files.deleteIfExists(list);
    return living.size();
  }

  private static Instant began(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
