package dev.surety.trials.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FuzzerTest {

  private static final int MAX_BYTES = 1 << 20;

  private static List<FuzzRecord> records(long seed) {
    Fuzzer fuzzer = new Fuzzer(seed, MAX_BYTES);
    return Stream.generate(fuzzer::next).limit(20_000).toList();
  }

  private static List<String> kinds(long seed) {
    return records(seed).stream().map(r -> r.input() + " " + r.kind() + " " + r.fate()).toList();
  }

  @Test
  void theSeedDecidesWhatIsMade() {
    assertThat(kinds(1)).isEqualTo(kinds(1)).isNotEqualTo(kinds(2));
  }

  @Test
  void aThirdIsBadInManyWays() {
    List<FuzzRecord> bad = records(1).stream().filter(FuzzRecord::isBad).toList();
    assertThat(bad).hasSizeBetween(6_000, 7_500);
    Set<String> kinds =
        bad.stream().map(r -> r.input() + " " + r.kind()).collect(Collectors.toSet());
    assertThat(kinds).hasSizeGreaterThan(80);
    assertThat(bad.stream().filter(r -> r.bytes() > MAX_BYTES)).isNotEmpty();
  }
}
