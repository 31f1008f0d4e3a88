package dev.surety.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class VirtualQueueTest {

  /** Dossier section 1, fact 1: whatever is booked, the rate is kept up to the debt left over. */
  @Property
  void debtBoundsWhatIsMissing(
      @ForAll @DoubleRange(max = 50) double start,
      @ForAll @DoubleRange(max = 1) double target,
      @ForAll @Size(min = 1, max = 500) List<@DoubleRange(max = 1) Double> anySatisfactions) {
    double[] satisfactions = array(anySatisfactions);
    double queue = start;
    double missing = 0;
    for (double satisfaction : satisfactions) {
      queue = VirtualQueue.next(queue, target - satisfaction);
      missing += target - satisfaction;
      assertThat(queue).isNotNegative();
    }
    assertThat(missing).isLessThanOrEqualTo(queue - start + 1e-9 * satisfactions.length);
  }

  /** Dossier section 1, fact 2. */
  @Property
  void oneStepDriftIsBounded(
      @ForAll @DoubleRange(max = 1e4) double queue,
      @ForAll @DoubleRange(max = 1) double target,
      @ForAll @DoubleRange(max = 1) double satisfaction) {
    double increment = target - satisfaction;
    double next = VirtualQueue.next(queue, increment);
    double drift = 0.5 * next * next - 0.5 * queue * queue;
    double slack = 1e-9 * (1 + queue * queue);

    assertThat(drift)
        .isLessThanOrEqualTo(0.5 * increment * increment + queue * increment + slack)
        .isLessThanOrEqualTo(0.5 + queue * increment + slack);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
