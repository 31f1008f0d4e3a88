package dev.surety.policy.proteus;

/**
 * An affine map {@code y = x W + b}, in floats, summed in the order of the inputs: the same bits on
 * every machine.
 *
 * @param weights input by input: {@code weights[i * outputs + o]}
 * @param bias one an output
 */
public record Layer(int inputs, int outputs, float[] weights, float[] bias) {

  public Layer {
    if (weights.length != inputs * outputs || bias.length != outputs) {
      throw new IllegalArgumentException(
          "a layer of %d by %d has %d weights and %d biases"
              .formatted(inputs, outputs, weights.length, bias.length));
    }
  }

  /** All zero. */
  public static Layer zero(int inputs, int outputs) {
    return new Layer(inputs, outputs, new float[inputs * outputs], new float[outputs]);
  }

  /** Starts a sum over single inputs: {@code y = b}. */
  public void start(float[] y) {
    System.arraycopy(bias, 0, y, 0, outputs);
  }

  /** Adds what one input brings: {@code y += value * W[input]}. */
  public void add(int input, float value, float[] y) {
    int row = input * outputs;
    for (int o = 0; o < outputs; o++) {
      y[o] += value * weights[row + o];
    }
  }

  /** {@code y = x W + b}, over the first {@code inputs} of x. */
  public void forward(float[] x, float[] y) {
    start(y);
    for (int i = 0; i < inputs; i++) {
      if (x[i] != 0) {
        add(i, x[i], y);
      }
    }
  }
}
