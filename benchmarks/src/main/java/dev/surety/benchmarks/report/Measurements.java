package dev.surety.benchmarks.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers what the parts of one run measure. */
public final class Measurements {

  private final List<Measurement> measurements = new ArrayList<>();
  private final Map<Ratio, Double> ratios = new EnumMap<>(Ratio.class);

  /** Takes in one figure, measured in one or more rounds; returns their median. */
  public double measured(String part, String name, String unit, List<Double> rounds) {
    Measurement measurement = Measurement.of(part, name, unit, rounds);
    measurements.add(measurement);
    return measurement.value();
  }

  /** Takes in a figure that was measured once. */
  public double measured(String part, String name, String unit, double value) {
    return measured(part, name, unit, List.of(value));
  }

  public void ratio(Ratio ratio, double value) {
    ratios.put(ratio, value);
  }

  BenchResult result(String at, boolean quick, double seconds, Machine machine) {
    return BenchResult.of(at, quick, seconds, machine, measurements, ratios);
  }
}
