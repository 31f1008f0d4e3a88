package dev.surety.trials.drill;

import dev.surety.trials.cluster.StateBackend;
import dev.surety.trials.cluster.WorkFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety drill}. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Makes each mistake that operators make once, on a real installation on this machine while"
            + " users are served: restores what others went on from, starts jobs twice, deletes days"
            + " of the journal, leaves transactions open. Says of each whether it was survived or"
            + " refused, and counts what was lost. Takes about fifteen seconds an exercise. Exit code"
            + " 1 if anything is lost, or not as promised.")
public final class DrillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "These exercises alone, in their order (default: all).")
  private List<String> only = new ArrayList<>();

  @Option(names = "--list", description = "Names the exercises, and makes none.")
  private boolean list;

  @Option(
      names = {"--state-backend", "--backend"},
      paramLabel = "NAME",
      defaultValue = "hashmap",
      description = "hashmap or rocksdb (default: ${DEFAULT-VALUE}).")
  private StateBackend stateBackend;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the summary there too, as JSON.")
  private Path summary;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Keep logs, topics, journals, checkpoints and savepoints there; an empty or new folder"
              + " (default: a temporary one that is removed unless an exercise fails).")
  private Path out;

  @Override
  public Integer call() throws Exception {
    PrintWriter print = spec.commandLine().getOut();
    List<Exercise> exercises = chosen();
    if (list) {
      exercises.forEach(
          each ->
              print.printf(
                  "%-26s %-8s  %s%n",
                  each.name(), each.promised().name().toLowerCase(Locale.ROOT), each.mistake()));
      print.flush();
      return 0;
    }
    WorkFolder folder = folder();
    boolean green = false;
    try {
      Path home = Path.of(System.getProperty("surety.home", "."));
      say(
          "Starting ZooKeeper, broker, JobManager and 2 TaskManagers; files: " + folder.path(),
          print);
      DrillSummary result =
          new Drill(exercises, stateBackend)
              .on(
                  () ->
                      Ground.open(home, folder.path(), stateBackend, TypedCommands.launcher(home)),
                  line -> say(line, print));
      result.lines().forEach(line -> say(line, print));
      if (summary != null) {
        result.write(summary);
      }
      green = result.allGreen();
      if (!green) {
        spec.commandLine()
            .getErr()
            .println("surety drill: not as promised; all files are in " + folder.path());
      }
      return green ? 0 : 1;
    } finally {
      if (green) {
        folder.deleteIfTemporary();
      }
    }
  }

  /** Each line when it is so: an exercise takes its time. */
  private static void say(String line, PrintWriter print) {
    print.println(line);
    print.flush();
  }

  private List<Exercise> chosen() {
    List<Exercise> all = Drill.all(DrillScale.FULL);
    List<String> names = all.stream().map(Exercise::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw bad("--only: there is no exercise '%s', but %s".formatted(name, names));
      }
    }
    return all.stream().filter(each -> only.isEmpty() || only.contains(each.name())).toList();
  }

  private WorkFolder folder() throws Exception {
    try {
      return WorkFolder.open(out, "surety-drill-");
    } catch (IllegalArgumentException e) {
      throw bad("--out " + e.getMessage());
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
