package dev.surety.benchmarks.pipeline;

import dev.surety.benchmarks.pipeline.Trial.Stretch;
import dev.surety.benchmarks.report.Medians;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two lanes in turns, each round in the other order: what the machine does meanwhile meets both.
 * Their ratio is the median of the rounds' ratios.
 */
record PairedRounds(List<Stretch> first, List<Stretch> second) {

  static PairedRounds of(
      BenchCluster cluster,
      Path checkpoints,
      Lane first,
      Lane second,
      int rounds,
      Duration runIn,
      Duration length)
      throws IOException, InterruptedException {
    List<Stretch> ofFirst = new ArrayList<>();
    List<Stretch> ofSecond = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        ofFirst.add(first.measure(cluster, checkpoints, runIn, length));
        ofSecond.add(second.measure(cluster, checkpoints, runIn, length));
      } else {
        ofSecond.add(second.measure(cluster, checkpoints, runIn, length));
        ofFirst.add(first.measure(cluster, checkpoints, runIn, length));
      }
    }
    return new PairedRounds(ofFirst, ofSecond);
  }

  /** Decisions a second of the first over those of the second. */
  double rates() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      ratios.add(first.get(i).perSecond() / second.get(i).perSecond());
    }
    return Medians.of(ratios);
  }

  /** Processor time a decision of the first over that of the second. */
  double processorTimes() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      ratios.add(first.get(i).cpuMicros() / second.get(i).cpuMicros());
    }
    return Medians.of(ratios);
  }
}
