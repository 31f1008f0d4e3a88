package dev.surety.lab.train;

import dev.surety.policy.proteus.Layer;
import java.util.SplittableRandom;

/** A layer that learns: the layer that serving runs, with its gradient. */
record Trainable(Layer layer, float[] weightGradient, float[] biasGradient) {

  static Trainable of(Layer layer, AdamW optimizer, double decay) {
    return new Trainable(
        layer, optimizer.add(layer.weights(), decay), optimizer.add(layer.bias(), 0));
  }

  /** Uniform weights of variance {@code 2 / fanIn} (He et al. 2015), no bias. */
  static Layer random(int inputs, int outputs, double fanIn, SplittableRandom chance) {
    Layer layer = Layer.zero(inputs, outputs);
    double bound = Math.sqrt(6 / fanIn);
    for (int i = 0; i < layer.weights().length; i++) {
      layer.weights()[i] = (float) ((2 * chance.nextDouble() - 1) * bound);
    }
    return layer;
  }

  /** Adds the gradient of one input that was fed alone. */
  void backward(int input, float value, float[] dy) {
    int row = input * layer.outputs();
    for (int o = 0; o < dy.length; o++) {
      weightGradient[row + o] += value * dy[o];
    }
  }

  void backwardBias(float[] dy) {
    for (int o = 0; o < dy.length; o++) {
      biasGradient[o] += dy[o];
    }
  }

  /**
   * Adds the gradient of one pass.
   *
   * @param x what went in
   * @param dy gradient of what came out
   * @param dx is set to the gradient of what went in; {@code null} where nobody wants it
   */
  void backward(float[] x, float[] dy, float[] dx) {
    backwardBias(dy);
    float[] weights = layer.weights();
    for (int i = 0; i < layer.inputs(); i++) {
      if (x[i] != 0) {
        backward(i, x[i], dy);
      }
      if (dx != null) {
        float sum = 0;
        int row = i * layer.outputs();
        for (int o = 0; o < dy.length; o++) {
          sum += weights[row + o] * dy[o];
        }
        dx[i] = sum;
      }
    }
  }

  /** The gradient before a rectifier, whose output is {@code y}; in place. */
  static void rectified(float[] y, float[] dy) {
    for (int i = 0; i < y.length; i++) {
      dy[i] = y[i] > 0 ? dy[i] : 0;
    }
  }
}
