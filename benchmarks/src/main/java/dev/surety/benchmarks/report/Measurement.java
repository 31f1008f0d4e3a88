package dev.surety.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * One figure.
 *
 * @param part of the benchmarks that it is of
 * @param value the median of the rounds
 * @param rounds all that was measured for it, in the order of measuring
 */
record Measurement(String part, String name, double value, String unit, List<Double> rounds) {

  static Measurement of(String part, String name, String unit, List<Double> rounds) {
    return new Measurement(part, name, Medians.of(rounds), unit, List.copyOf(rounds));
  }

  @JsonIgnore
  double least() {
    return rounds.stream().mapToDouble(Double::doubleValue).min().orElse(value);
  }

  @JsonIgnore
  double most() {
    return rounds.stream().mapToDouble(Double::doubleValue).max().orElse(value);
  }
}
