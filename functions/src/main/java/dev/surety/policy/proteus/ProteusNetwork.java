package dev.surety.policy.proteus;

import dev.surety.domain.Features;

/**
 * The network of PROTEUS (dossier 4.2), over what the job sees of a request:
 *
 * <pre>
 * tag, length, words -&gt; encoder, 2 layers -&gt; z
 * p = sigmoid(prior[tag] + heads(z))                       chance that model i satisfies
 * a, b = 1 + softplus(policy(z, tau, lambda))              mu ~ Beta(a, b), at serving its mean
 * </pre>
 *
 * The first policy layer's outputs are multiplied by a gate that lambda opens. Against the paper
 * the encoder is small and the heads start from each tag's shrunk mean satisfaction ({@code prior},
 * as log-odds), because strongly smoothed estimates route cheapest (routing study, section 4).
 *
 * @param tags number of known tags; row {@code tags} is that of all others
 * @param words hashed dimensions of the prompt, a power of two, or 0 to look at none
 * @param prior log-odds of satisfaction by tag and model
 */
public record ProteusNetwork(
    int tags,
    int words,
    float[][] prior,
    Layer encode,
    Layer embed,
    Layer heads,
    Layer policyIn,
    Layer gate,
    Layer policyHidden,
    Layer policyOut) {

  /** Prompt lengths fall into classes: class c from {@code 64 * 2^(c-1)} characters. */
  public static final int LENGTHS = 8;

  private static final int SHORTEST = 64;

  /** z enters the policy head at this share: the target sets mu, the request may shift it. */
  private static final float REQUEST_SHARE = 0.1f;

  /** Arrays for one pass. One a thread. */
  public static final class Pass {
    public final float[] hidden;
    public final float[] z;
    public final float[] residual;
    public final double[] p;
    public final float[] policyX;
    public final float[] lambdaX = new float[1];
    public final float[] policy1;
    public final float[] gate;
    public final float[] gated;
    public final float[] policy2;
    public final float[] out = new float[2];

    /** Parameters of the Beta density of mu, both above 1: it has one peak. */
    public double a;

    public double b;

    public Pass(ProteusNetwork network) {
      hidden = new float[network.encode.outputs()];
      z = new float[network.embed.outputs()];
      residual = new float[network.models()];
      p = new double[network.models()];
      policyX = new float[network.policyIn.inputs()];
      policy1 = new float[network.policyIn.outputs()];
      gate = new float[network.policyIn.outputs()];
      gated = new float[network.policyIn.outputs()];
      policy2 = new float[network.policyHidden.outputs()];
    }

    /** Mean of the Beta density: the mu that serving uses. */
    public double mu() {
      return a / (a + b);
    }
  }

  /** Number of models. */
  public int models() {
    return heads.outputs();
  }

  /** The length class of a prompt; class 0 too where its length is unknown. */
  public static int lengthClass(int promptChars) {
    int c = 0;
    for (int least = SHORTEST; c < LENGTHS - 1 && promptChars >= least; least *= 2) {
      c++;
    }
    return c;
  }

  /** What the request is about: fills z and p. */
  public void encode(int tag, int lengthClass, Features seen, Pass pass) {
    encode.start(pass.hidden);
    encode.add(tag, 1, pass.hidden);
    encode.add(tags + 1 + lengthClass, 1, pass.hidden);
    if (words > 0) {
      int first = tags + 1 + LENGTHS;
      for (int i = 0; i < seen.indices().length; i++) {
        // Dimensions are powers of two: a finer hash folds onto a coarser one.
        // Trained on vectors of unit length: of any other no number may be beyond one of those.
        float value = Math.max(-1, Math.min(1, seen.values()[i]));
        encode.add(first + (seen.indices()[i] & (words - 1)), value, pass.hidden);
      }
    }
    Activations.rectify(pass.hidden);
    embed.forward(pass.hidden, pass.z);
    Activations.rectify(pass.z);
    heads.forward(pass.z, pass.residual);
    for (int m = 0; m < pass.p.length; m++) {
      pass.p[m] = Activations.sigmoid(prior[tag][m] + pass.residual[m]);
    }
  }

  /**
   * How much quality counts for this request; needs z.
   *
   * @param tau the target, scaled so that the training range is -1 to 1
   * @param lambda the dual variable beside what training settled on for this target: 1 at serving
   */
  public void weigh(double tau, double lambda, Pass pass) {
    int n = pass.z.length;
    for (int i = 0; i < n; i++) {
      pass.policyX[i] = REQUEST_SHARE * pass.z[i];
    }
    pass.policyX[n] = (float) tau;
    pass.policyX[n + 1] = (float) (lambda - 1);
    pass.lambdaX[0] = (float) (lambda - 1);
    policyIn.forward(pass.policyX, pass.policy1);
    Activations.rectify(pass.policy1);
    gate.forward(pass.lambdaX, pass.gate);
    for (int i = 0; i < pass.gate.length; i++) {
      pass.gate[i] = (float) (2 * Activations.sigmoid(pass.gate[i]));
      pass.gated[i] = pass.policy1[i] * pass.gate[i];
    }
    policyHidden.forward(pass.gated, pass.policy2);
    Activations.rectify(pass.policy2);
    policyOut.forward(pass.policy2, pass.out);
    pass.a = 1 + Activations.softplus(pass.out[0]);
    pass.b = 1 + Activations.softplus(pass.out[1]);
  }
}
