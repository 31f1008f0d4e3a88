package dev.surety.benchmarks.gateway;

import java.time.Duration;
import java.util.stream.Stream;

/** The processor time of this process and of all that it started. */
final class Processor {

  private Processor() {}

  /** So far, milliseconds. */
  static double millis() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(Duration::toMillis)
        .sum();
  }
}
