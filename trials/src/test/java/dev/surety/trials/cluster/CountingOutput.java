package dev.surety.trials.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What {@link CountingJob} has committed. */
final class CountingOutput {

  private CountingOutput() {}

  /** Lines of all finished files; those in progress begin with a dot. */
  static List<String> committed(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(CountingOutput::isCommitted).toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }

  /** Every number from 0 on once, each with the count that only unbroken state can give. */
  static void assertNothingLostNothingDoubled(List<String> lines) {
    List<String> inOrder =
        lines.stream().sorted(Comparator.comparingLong(CountingOutput::number)).toList();
    for (int number = 0; number < inOrder.size(); number++) {
      String whole =
          "%d %d %d".formatted(number % CountingJob.KEYS, number / CountingJob.KEYS + 1, number);
      assertThat(inOrder.get(number)).as("line %d of %d", number, inOrder.size()).isEqualTo(whole);
    }
  }

  private static long number(String line) {
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static boolean isCommitted(Path file) {
    return Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".");
  }
}
