package dev.surety.lab.train;

import dev.surety.policy.proteus.Activations;
import dev.surety.policy.proteus.Layer;
import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.ProteusNetwork.Pass;

/** The policy head of a network as it learns: forward as serving does it, and back. */
final class PolicyHead {

  private final ProteusNetwork network;
  private final AdamW optimizer;
  private final Trainable in;
  private final Trainable gate;
  private final Trainable hidden;
  private final Trainable out;
  private final Pass pass;
  private final float[] dOut = new float[2];
  private final float[] dHidden;
  private final float[] dGated;
  private final float[] dGate;

  PolicyHead(ProteusNetwork network, AdamW optimizer, double decay) {
    this.network = network;
    this.optimizer = optimizer;
    in = Trainable.of(network.policyIn(), optimizer, decay);
    gate = Trainable.of(network.gate(), optimizer, decay);
    hidden = Trainable.of(network.policyHidden(), optimizer, decay);
    out = Trainable.of(network.policyOut(), optimizer, decay);
    pass = new Pass(network);
    dHidden = new float[network.policyHidden().outputs()];
    dGated = new float[network.policyIn().outputs()];
    dGate = new float[network.policyIn().outputs()];
  }

  Pass forward(float[] z, double scaled, double lambda) {
    System.arraycopy(z, 0, pass.z, 0, z.length);
    network.weigh(scaled, lambda, pass);
    return pass;
  }

  /** Adds the gradient of the last forward pass, given that of its a and b. */
  void backward(double da, double db) {
    // d softplus(x) / dx = sigmoid(x)
    dOut[0] = (float) (da * Activations.sigmoid(pass.out[0]));
    dOut[1] = (float) (db * Activations.sigmoid(pass.out[1]));
    out.backward(pass.policy2, dOut, dHidden);
    Trainable.rectified(pass.policy2, dHidden);
    hidden.backward(pass.gated, dHidden, dGated);
    for (int i = 0; i < dGated.length; i++) {
      // The gate is 2 sigmoid(x), whose slope is g (2 - g) / 2.
      float g = pass.gate[i];
      dGate[i] = dGated[i] * pass.policy1[i] * g * (2 - g) / 2;
      dGated[i] *= g;
    }
    gate.backward(pass.lambdaX, dGate, null);
    Trainable.rectified(pass.policy1, dGated);
    in.backward(pass.policyX, dGated, null);
  }

  void step() {
    optimizer.step();
  }

  private float[][] tensors() {
    Layer[] layers = {
      network.policyIn(), network.gate(), network.policyHidden(), network.policyOut()
    };
    float[][] tensors = new float[2 * layers.length][];
    for (int i = 0; i < layers.length; i++) {
      tensors[2 * i] = layers[i].weights();
      tensors[2 * i + 1] = layers[i].bias();
    }
    return tensors;
  }

  float[][] copy() {
    float[][] tensors = tensors();
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = tensors[i].clone();
    }
    return tensors;
  }

  /** {@code mean += share * (weights - mean)}. */
  void average(float[][] mean, double share) {
    float[][] tensors = tensors();
    for (int i = 0; i < tensors.length; i++) {
      for (int k = 0; k < mean[i].length; k++) {
        mean[i][k] += (float) share * (tensors[i][k] - mean[i][k]);
      }
    }
  }

  void restore(float[][] saved) {
    float[][] tensors = tensors();
    for (int i = 0; i < tensors.length; i++) {
      System.arraycopy(saved[i], 0, tensors[i], 0, saved[i].length);
    }
  }
}
