package dev.surety.demo.run;

import dev.surety.lab.data.DataFormatException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs the router on this machine with a real Kafka broker, a real Flink job, traffic and"
            + " users, and shows how each promise is kept and what that costs.")
public final class DemoCommand implements Callable<Integer> {

  private static final long LONGEST_STOP_SECONDS = 60;

  @Spec private CommandSpec spec;
  @Mixin private DemoSettings settings;

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread onCtrlC =
        new Thread(
            () -> {
              stop.countDown();
              try {
                stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "ctrl-c");
    Runtime.getRuntime().addShutdownHook(onCtrlC);
    try {
      Summary summary = new DemoRun(settings, out, stop).run();
      SummaryText.of(summary).forEach(out::println);
      return 0;
    } catch (IllegalArgumentException | DataFormatException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new ParameterException(
          spec.commandLine(), "there is no file " + e.getFile() + "; name one that exists", e);
    } finally {
      out.flush();
      stopped.countDown();
    }
  }
}
