package dev.surety.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * Where it was measured.
 *
 * @param load mean number of threads that wanted a core in the minute before the run: other work
 */
record Machine(
    String processor,
    int cores,
    long memoryMb,
    long heapMb,
    String os,
    String jdk,
    String flink,
    double load) {

  static Machine here() {
    OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        processorName(),
        os.getAvailableProcessors(),
        os.getTotalMemorySize() >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        os.getName() + ' ' + os.getArch(),
        System.getProperty("java.vm.name") + ' ' + Runtime.version(),
        EnvironmentInformation.getVersion(),
        os.getSystemLoadAverage());
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
