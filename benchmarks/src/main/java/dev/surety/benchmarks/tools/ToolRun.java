package dev.surety.benchmarks.tools;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command in a JVM of its own, with the options and the class path of this one.
 *
 * @param seconds from its start to its end
 * @param cpuSeconds processor time of the whole process
 */
record ToolRun(double seconds, double cpuSeconds) {

  /**
   * Runs it.
   *
   * @param folder for what it says of itself
   * @throws IOException if it fails, with where its output is
   */
  static ToolRun of(Path folder, String... command) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "tool-", ".txt");
    Path output = Files.createTempFile(folder, "tool-", ".log");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(ToolProcess.class.getName(), said.toString()));
    words.addAll(List.of(command));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start();
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (exit != 0) {
      throw new IOException(
          "%s ended with %d: %s"
              .formatted(String.join(" ", command), exit, Files.readString(output)));
    }
    return new ToolRun(seconds, Long.parseLong(Files.readString(said)) / 1e9);
  }
}
