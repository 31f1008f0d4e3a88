package dev.surety.policy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetPriorTest {

  @Property(tries = 100)
  void whatIsWrittenIsRead(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int models,
      @ForAll @IntRange(max = 15) int contexts) {
    SplittableRandom random = new SplittableRandom(seed);
    FleetPrior prior =
        new FleetPrior(
            IntStream.range(0, models).mapToObj(m -> "model \"" + m).toList(),
            IntStream.range(0, contexts).map(c -> random.nextInt()).toArray(),
            IntStream.rangeClosed(0, contexts)
                .mapToObj(b -> random.doubles(models).toArray())
                .toArray(double[][]::new),
            random.doubles(models).toArray(),
            30);
    FleetPrior read = FleetPrior.read(prior.write());
    assertThat(read.write()).isEqualTo(prior.write());
    assertThat(read.models()).isEqualTo(prior.models());
    assertThat(read.rows()).isEqualTo(contexts + 1);
    assertThat(read.rate(contexts, models - 1))
        .isCloseTo(prior.rate(contexts, models - 1), within(1e-6));
    assertThat(read.row(random.nextInt())).isEqualTo(contexts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 'models' must be a list of different names",
        "nonsense | is not JSON",
        "{'models':['a','a'],'rates':[[1,1]],'means':[1,1]} | different names",
        "{'models':['a'],'rates':[],'means':[1]} | 0 rows of rates for 0 contexts",
        "{'models':['a'],'contexts':[1],'rates':[[1]],'means':[1]} | 1 rows of rates for 1 contexts",
        "{'models':['a'],'rates':[[1.5]],'means':[1]} | 'rates' holds 1.5",
        "{'models':['a'],'rates':[[-0.5]],'means':[1]} | a number from 0 to 1",
        "{'models':['a'],'rates':[['x']],'means':[1]} | 'rates' holds",
        "{'models':['a'],'rates':[[0.5]],'means':[]} | 'means' must hold a number",
      })
  void whatIsNoPriorIsRefusedWithTheReason(String payload, String reason) {
    assertThatThrownBy(() -> FleetPrior.read(payload.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("a fleet-prior is");
  }

  @ParameterizedTest
  @CsvSource({"17,0", "-3,1", "5,2", "0,2"})
  void aContextWithoutARowOfItsOwnHasTheLast(int context, int row) {
    FleetPrior prior =
        new FleetPrior(
            List.of("a"),
            new int[] {17, -3},
            new double[][] {{0.1}, {0.2}, {0.3}},
            new double[] {0.2},
            5);
    assertThat(prior.row(context)).isEqualTo(row);
  }
}
