package dev.surety.benchmarks.tools;

import com.sun.management.OperatingSystemMXBean;
import dev.surety.tools.audit.AuditCommand;
import dev.surety.tools.state.StateCommand;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import picocli.CommandLine;

/** What {@link ToolRun} starts: does one thing, and writes how much processor time it took. */
final class ToolProcess {

  private ToolProcess() {}

  /**
   * @param args a file for the processor time, nanoseconds, and the command
   */
  public static void main(String[] args) throws IOException {
    String[] rest = Arrays.copyOfRange(args, 2, args.length);
    int exit =
        switch (args[1]) {
          case "audit" -> new CommandLine(new AuditCommand()).execute(rest);
          case "state" -> new CommandLine(new StateCommand()).execute(rest);
          case "read" -> read(Path.of(rest[0]));
          default -> {
            MadeFleet.write(rest[0], Integer.parseInt(rest[1]));
            yield 0;
          }
        };
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Files.writeString(Path.of(args[0]), Long.toString(system.getProcessCpuTime()));
    System.exit(exit);
  }

  /** Every block of every file, decompressed, and nothing else. */
  private static int read(Path journal) throws IOException {
    List<File> files;
    try (Stream<Path> all = Files.walk(journal)) {
      files = all.filter(path -> path.toString().endsWith(".avro")).map(Path::toFile).toList();
    }
    for (File file : files) {
      try (DataFileReader<GenericRecord> blocks =
          new DataFileReader<>(file, new GenericDatumReader<>())) {
        while (blocks.hasNext()) {
          blocks.nextBlock();
        }
      }
    }
    return 0;
  }
}
