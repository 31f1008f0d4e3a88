package dev.surety.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.surety.output.terminal.BadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All of one run.
 *
 * @param at when it began, ISO-8601
 * @param quick whether the rounds were few and short
 * @param ratios by the key of {@link Ratio}
 * @param targets of the ratios that were measured and have one
 */
record BenchResult(
    String at,
    boolean quick,
    double seconds,
    Machine machine,
    List<Measurement> measurements,
    Map<String, Double> ratios,
    List<Target> targets) {

  /** Whether a ratio is where it should be. */
  public record Target(String ratio, String bound, double value, boolean met) {}

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  static BenchResult of(
      String at,
      boolean quick,
      double seconds,
      Machine machine,
      List<Measurement> measurements,
      Map<Ratio, Double> ratios) {
    Map<String, Double> byKey = new LinkedHashMap<>();
    ratios.forEach((ratio, value) -> byKey.put(ratio.key(), value));
    List<Target> targets =
        ratios.entrySet().stream()
            .filter(e -> e.getKey().target().isPresent())
            .map(
                e ->
                    new Target(
                        e.getKey().key(),
                        e.getKey().bound(),
                        e.getValue(),
                        e.getKey().meets(e.getValue())))
            .toList();
    return new BenchResult(at, quick, seconds, machine, List.copyOf(measurements), byKey, targets);
  }

  /**
   * @throws BadFile if it is not there, or no result of this command; says which
   * @throws IOException if it can't be read
   */
  static BenchResult read(Path file) throws IOException {
    BadFile.require(file, "make one with --out FILE");
    String text = Files.readString(file);
    try {
      BenchResult result = JSON.readValue(text, BenchResult.class);
      if (result == null || result.machine == null || result.measurements == null) {
        throw notOurs(file, "machine and measurements are not there");
      }
      return result;
    } catch (JsonProcessingException e) {
      throw notOurs(file, e.getOriginalMessage());
    }
  }

  private static BadFile notOurs(Path file, String why) {
    return new BadFile(
        file + " is not a result of surety bench: " + why + "; make one with --out FILE");
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }
}
