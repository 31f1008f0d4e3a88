package dev.surety.trials.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  private final FlinkJars jars;
  private final ClusterFolder folder;
  private final Configuration configuration;

  FlinkCommands(FlinkJars jars, ClusterFolder folder, Map<String, String> configuration) {
    this.jars = jars;
    this.folder = folder;
    this.configuration = Configuration.fromMap(configuration);
  }

  List<String> jobManager(String name) {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
    return command(
        name,
        JobManagerProcessUtils.generateJvmParametersStr(memory, configuration),
        configuration.get(CoreOptions.FLINK_JM_JVM_OPTIONS),
        StandaloneSessionClusterEntrypoint.class.getName(),
        JobManagerProcessUtils.generateDynamicConfigsStr(memory));
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
