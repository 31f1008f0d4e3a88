package dev.surety.lab.train;

import java.util.ArrayList;
import java.util.List;

/**
 * AdamW (Loshchilov and Hutter 2019): Adam with weight decay beside the gradient, and the gradient
 * clipped to a norm of 1 over all parameters (the paper's setting).
 */
final class AdamW {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double CLIP = 1.0;

  private record Tensor(float[] values, float[] gradient, float[] m, float[] v, double decay) {}

  private final double rate;
  private final List<Tensor> tensors = new ArrayList<>();
  private double power1 = 1;
  private double power2 = 1;

  AdamW(double rate) {
    this.rate = rate;
  }

  /** Moves these values against the gradient that the caller adds up in the array returned. */
  float[] add(float[] values, double decay) {
    int n = values.length;
    Tensor tensor = new Tensor(values, new float[n], new float[n], new float[n], decay);
    tensors.add(tensor);
    return tensor.gradient();
  }

  /** The gradients added up since the last step, in the order of {@link #add}. */
  float[][] gradients() {
    return tensors.stream().map(Tensor::gradient).toArray(float[][]::new);
  }

  /** One step; the gradients are 0 afterwards. */
  void step() {
    double squares = 0;
    for (Tensor tensor : tensors) {
      for (float g : tensor.gradient()) {
        squares += (double) g * g;
      }
    }
    float scale = (float) Math.min(1, CLIP / Math.sqrt(squares + EPSILON));
    power1 *= BETA1;
    power2 *= BETA2;
    float size = (float) (rate * Math.sqrt(1 - power2) / (1 - power1));
    for (Tensor tensor : tensors) {
      step(tensor, scale, size);
    }
  }

  private void step(Tensor tensor, float scale, float size) {
    float[] w = tensor.values();
    float[] g = tensor.gradient();
    float[] m = tensor.m();
    float[] v = tensor.v();
    float keep = (float) (1 - rate * tensor.decay());
    for (int i = 0; i < w.length; i++) {
      float d = g[i] * scale;
      m[i] += (float) (1 - BETA1) * (d - m[i]);
      v[i] += (float) (1 - BETA2) * (d * d - v[i]);
      w[i] = w[i] * keep - size * m[i] / ((float) Math.sqrt(v[i]) + (float) EPSILON);
      g[i] = 0;
    }
  }
}
