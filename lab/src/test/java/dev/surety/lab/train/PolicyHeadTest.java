package dev.surety.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.policy.proteus.Layer;
import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.ProteusNetwork.Pass;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the policy head learns by is the gradient of what serving computes. */
class PolicyHeadTest {

  private static final float STEP = 1e-3f;

  private final ProteusNetwork network = network(new SplittableRandom(3));

  private static ProteusNetwork network(SplittableRandom chance) {
    return new ProteusNetwork(
        1,
        0,
        new float[2][2],
        Trainable.random(2 + ProteusNetwork.LENGTHS, 4, 3, chance),
        Trainable.random(4, 3, 4, chance),
        Layer.zero(3, 2),
        Trainable.random(5, 6, 5, chance),
        Trainable.random(1, 6, 1, chance),
        Trainable.random(6, 6, 6, chance),
        Trainable.random(6, 2, 6, chance));
  }

  @Test
  void gradientsAreThoseOfTheForwardPass() {
    Pass pass = new Pass(network);
    pass.z[0] = 3;
    pass.z[1] = 5;
    pass.z[2] = 2;
    int checked = 0;
    Layer[] layers = {
      network.policyIn(), network.gate(), network.policyHidden(), network.policyOut()
    };
    AdamW optimizer = new AdamW(1);
    PolicyHead head = new PolicyHead(network, optimizer, 0);
    head.forward(pass.z, 0.4, 1.7);
    head.backward(1, -2);
    float[][] gradients = optimizer.gradients();
    for (int i = 0; i < layers.length; i++) {
      for (int part = 0; part < 2; part++) {
        float[] values = part == 0 ? layers[i].weights() : layers[i].bias();
        for (int k = 0; k < values.length; k++) {
          double expected = slope(values, k, pass);
          assertThat(gradients[2 * i + part][k])
              .as("layer %s, part %s, value %s", i, part, k)
              .isEqualTo((float) expected, within((float) (0.02 + 0.05 * Math.abs(expected))));
          checked += Math.abs(expected) > 0.05 ? 1 : 0;
        }
      }
    }
    assertThat(checked).isGreaterThan(10);
  }

  /** Any head, any request, target and lambda; where a rectifier has its kink there is no slope. */
  @Property(tries = 60)
  void gradientsOfAnyHeadAreThoseOfItsForwardPass(
      @ForAll @IntRange(max = 100_000) int seed,
      @ForAll @DoubleRange(min = -1, max = 1) double scaled,
      @ForAll @DoubleRange(min = 0.3, max = 2.7) double lambda,
      @ForAll @DoubleRange(min = -2, max = 2) double da,
      @ForAll @DoubleRange(min = -2, max = 2) double db) {
    ProteusNetwork any = network(new SplittableRandom(seed));
    float[] z = {seed % 5, 3, seed % 3};
    AdamW optimizer = new AdamW(1);
    PolicyHead head = new PolicyHead(any, optimizer, 0);
    head.forward(z, scaled, lambda);
    head.backward(da, db);
    Layer[] layers = {any.policyIn(), any.gate(), any.policyHidden(), any.policyOut()};
    for (int group = 0; group < 2 * layers.length; group++) {
      Layer layer = layers[group / 2];
      float[] values = group % 2 == 0 ? layer.weights() : layer.bias();
      for (int k = 0; k < values.length; k++) {
        float before = values[k];
        values[k] = before + 2 * STEP;
        Pass pass = head.forward(z, scaled, lambda);
        double above = da * pass.a + db * pass.b;
        String active = active(pass);
        values[k] = before - 2 * STEP;
        pass = head.forward(z, scaled, lambda);
        double below = da * pass.a + db * pass.b;
        values[k] = before;
        if (active.equals(active(pass))) {
          double slope = (above - below) / (4 * STEP);
          assertThat((double) optimizer.gradients()[group][k])
              .as("group %s, value %s", group, k)
              .isEqualTo(slope, within(5e-3 + 0.01 * Math.abs(slope)));
        }
      }
    }
  }

  private static String active(Pass pass) {
    StringBuilder active = new StringBuilder();
    for (float[] units : new float[][] {pass.policy1, pass.policy2}) {
      for (float unit : units) {
        active.append(unit > 0 ? '+' : '-');
      }
    }
    return active.toString();
  }

  /** Of {@code a - 2 b}, by one weight. */
  private double slope(float[] values, int k, Pass pass) {
    float before = values[k];
    values[k] = before + STEP;
    network.weigh(0.4, 1.7, pass);
    double above = pass.a - 2 * pass.b;
    values[k] = before - STEP;
    network.weigh(0.4, 1.7, pass);
    double below = pass.a - 2 * pass.b;
    values[k] = before;
    return (above - below) / (2 * STEP);
  }
}
