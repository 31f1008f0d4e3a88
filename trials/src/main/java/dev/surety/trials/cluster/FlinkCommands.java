package dev.surety.trials.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * The arguments of {@code java} for the processes of a cluster. Memory flags come from the
 * configuration through the same code that the scripts of a Flink distribution use, and {@code
 * env.java.opts.all}, {@code .jobmanager} and {@code .taskmanager} count as they do there.
 */
final class FlinkCommands {

  /** What {@code standalone-job.sh} starts. By name: only the cluster has its jar. */
  private static final String APPLICATION =
      "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";

  private final FlinkJars jars;
  private final ClusterFolder folder;
  private final Configuration configuration;
  private final Optional<JarRun> application;

  FlinkCommands(ClusterSettings settings, ClusterFolder folder, Map<String, String> configuration) {
    this.jars = settings.flink();
    this.folder = folder;
    this.configuration = Configuration.fromMap(configuration);
    this.application = settings.application();
  }

  List<String> jobManager(String name) {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
    String main =
        application.isPresent() ? APPLICATION : StandaloneSessionClusterEntrypoint.class.getName();
    List<String> command =
        command(
            name,
            JobManagerProcessUtils.generateJvmParametersStr(memory, configuration),
            configuration.get(CoreOptions.FLINK_JM_JVM_OPTIONS),
            main,
            JobManagerProcessUtils.generateDynamicConfigsStr(memory));
    application.ifPresent(run -> command.addAll(program(run)));
    return command;
  }

  /** Flink's own arguments end where the program's begin. */
  private static List<String> program(JarRun run) {
    List<String> arguments = new ArrayList<>();
    run.mainClass().ifPresent(name -> arguments.addAll(List.of("--job-classname", name)));
    run.restoreFrom().ifPresent(path -> arguments.addAll(List.of("--fromSavepoint", path)));
    arguments.addAll(run.arguments());
    return arguments;
  }

  /**
   * @param name is its resource id, too, under which REST lists it
   */
  List<String> taskManager(String name) {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    return command(
        name,
        ProcessMemoryUtils.generateJvmParametersStr(memory),
        configuration.get(CoreOptions.FLINK_TM_JVM_OPTIONS),
        TaskManagerRunner.class.getName(),
        TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)
            + " -D taskmanager.resource-id="
            + name);
  }

  private List<String> command(
      String name, String memory, String options, String main, String overrides) {
    List<String> command = new ArrayList<>();
    command.add("@" + jars.javaOptions());
    command.addAll(words(memory));
    command.add("-XX:+UseSerialGC");
    command.addAll(words(configuration.get(CoreOptions.FLINK_JVM_OPTIONS)));
    command.addAll(words(options));
    command.add("-Djava.io.tmpdir=" + folder.temporary());
    command.add("-Dlog4j.configurationFile=" + folder.logging());
    command.add("-Dlog.file=" + folder.log(name)); // what Flink's pages show
    command.add("-cp");
    command.add(jars.classPath());
    command.add(main);
    command.add("--configDir");
    command.add(folder.configuration().toString());
    command.addAll(words(overrides));
    return command;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
