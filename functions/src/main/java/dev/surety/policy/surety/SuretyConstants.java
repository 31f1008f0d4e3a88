package dev.surety.policy.surety;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The constants of the policy {@code surety}; the symbol of the routing study (section 3.2) stands
 * in brackets. Only {@code tolerance} and {@code window} are meant to differ between tenants.
 *
 * @param marginErrors [z] safety margin of the account, in its standard errors
 * @param tolerance [tol] share of requests by which the margin is relaxed; 0 promises the target
 * @param window [W] requests over which evidence fades to 1/e; may be infinite
 * @param horizonShare [hs] debt is repaid over this share of the ledger's length
 * @param horizonMin [Hmin] and never over fewer requests than this
 * @param priorLabels [k0] labels that the price line counts for in a model's rate
 * @param slopePrior [beta] satisfaction per unit of log cost while nothing is known
 * @param slopeLabels [kb] weight of that prior slope
 * @param slopeLabelsPerModel [bn] labels for which one model counts at most in the slope
 * @param slopeMax [bmax] largest slope that is believed
 * @param levelLabels [ps] labels for which the target counts in the level of the price line
 * @param cellLabels [kd] shrinkage of a (tag bucket, model) cell to its row and column
 * @param bucketLabels [kh] shrinkage of a bucket's effect
 * @param optimism [zo] standard errors added to a rate when planning
 * @param reachOptimism [zg] the same when no model reaches the target otherwise
 * @param plausibleErrors [zb] standard errors within which a model may still pay
 * @param explorationRate [cx] exploration of a plausible model without labels
 * @param explorationLabels [kx] labels after which that rate has fallen by the root of two
 * @param explorationMax [xmax] joint exploration of all models that are not newcomers
 * @param explorationSpend [cap] extra cost of exploration, as a share of the plan's spend
 * @param cheapShare [xl] a model under this share of the spend is cheap
 * @param untriedQuota [xq] requests given to cheap models with few labels
 * @param untriedLabels [nq] fewer labels than this are few
 * @param hopelessQuota [xu] requests given to such models that cannot pay by the price line alone
 * @param outOfReachQuota [xo] requests given to cheap models when the target is out of reach
 * @param outOfReachErrors [zx] standard errors within which such a model may be the best
 * @param outOfReachRamp [nlost] requests out of reach after which that quota is whole
 * @param explorationFloor [fl] requests spread over all models whatever is known
 * @param fleetLabels [k] labels that the fleet's rate counts for in a model's rate
 * @param fleetCellLabels [kc] shrinkage of buckets and cells to the fleet's
 * @param fleetMixLabels requests that the tenant's mix of buckets counts for in what they add
 * @param judgedContexts how much of it counts that a judge was asked about other contexts than a
 *     model was served in: 1, or 0 as in the studies
 * @param changeDrop [del] fall in satisfaction that the change detector looks for
 * @param changeThreshold [h] log likelihood ratio that raises its alarm; may be infinite
 * @param buckets tag buckets, the last of which is shared by all tags without their own
 * @param logLambdaMin natural logarithm of the smallest price of quality that is tried
 * @param logLambdaMax natural logarithm of the largest
 */
record SuretyConstants(
    double marginErrors,
    double tolerance,
    double window,
    double horizonShare,
    double horizonMin,
    double priorLabels,
    double slopePrior,
    double slopeLabels,
    double slopeLabelsPerModel,
    double slopeMax,
    double levelLabels,
    double cellLabels,
    double bucketLabels,
    double optimism,
    double reachOptimism,
    double plausibleErrors,
    double explorationRate,
    double explorationLabels,
    double explorationMax,
    double explorationSpend,
    double cheapShare,
    double untriedQuota,
    double untriedLabels,
    double hopelessQuota,
    double outOfReachQuota,
    double outOfReachErrors,
    double outOfReachRamp,
    double explorationFloor,
    double fleetLabels,
    double fleetCellLabels,
    double fleetMixLabels,
    double judgedContexts,
    double changeDrop,
    double changeThreshold,
    int buckets,
    double logLambdaMin,
    double logLambdaMax) {

  private static final SuretyConstants DEFAULTS =
      new SuretyConstants(
          2, 0, 30_000, 0.25, 50, 8, 0.1, 40, 30, 0.2, 8, 30, 10, 0.25, 1, 2.5, 0.1, 10, 0.03, 0.05,
          0.5, 0.05, 3, 0.02, 0.3, 1.5, 4000, 0.005, 10, 80, 5, 1, 0.15, 12, 16, -7, 4);

  /** Rejects values with which the formulas have no meaning; the message names the constant. */
  public SuretyConstants {
    within("marginErrors", marginErrors, 0, 10);
    within("tolerance", tolerance, 0, 0.5);
    within("window", window, 2, Double.POSITIVE_INFINITY);
    within("horizonShare", horizonShare, 0.001, 10);
    within("horizonMin", horizonMin, 1, 1e9);
    within("priorLabels", priorLabels, 0.1, 1e6);
    within("slopePrior", slopePrior, 0, 1);
    within("slopeLabels", slopeLabels, 0.001, 1e6);
    within("slopeLabelsPerModel", slopeLabelsPerModel, 1, 1e9);
    within("slopeMax", slopeMax, 0, 1);
    within("levelLabels", levelLabels, 0.001, 1e6);
    within("cellLabels", cellLabels, 0.001, 1e6);
    within("bucketLabels", bucketLabels, 0.001, 1e6);
    within("optimism", optimism, 0, 10);
    within("reachOptimism", reachOptimism, 0, 10);
    within("plausibleErrors", plausibleErrors, 0, 10);
    within("explorationRate", explorationRate, 0, 1);
    within("explorationLabels", explorationLabels, 0.001, 1e6);
    within("explorationMax", explorationMax, 0, 1);
    within("explorationSpend", explorationSpend, 0, 10);
    within("cheapShare", cheapShare, 0, 1);
    within("untriedQuota", untriedQuota, 0, 1);
    within("untriedLabels", untriedLabels, 0, 1e6);
    within("hopelessQuota", hopelessQuota, 0, 1);
    within("outOfReachQuota", outOfReachQuota, 0, 1);
    within("outOfReachErrors", outOfReachErrors, 0, 10);
    within("outOfReachRamp", outOfReachRamp, 1, 1e9);
    within("explorationFloor", explorationFloor, 0, 0.5);
    within("fleetLabels", fleetLabels, 0.1, 1e6);
    within("fleetCellLabels", fleetCellLabels, 0.001, 1e6);
    within("fleetMixLabels", fleetMixLabels, 0.001, 1e6);
    within("judgedContexts", judgedContexts, 0, 1);
    within("changeDrop", changeDrop, 0.001, 0.95);
    within("changeThreshold", changeThreshold, 0.1, Double.POSITIVE_INFINITY);
    within("buckets", buckets, 1, 256);
    within("logLambdaMin", logLambdaMin, -30, logLambdaMax);
    within("logLambdaMax", logLambdaMax, logLambdaMin, 30);
  }

  /** The values that were measured in the study. */
  public static SuretyConstants defaults() {
    return DEFAULTS;
  }

  /**
   * These constants with some of them replaced, by component name.
   *
   * @throws IllegalArgumentException for an unknown name or a value out of range
   */
  public SuretyConstants with(Map<String, Double> changes) {
    RecordComponent[] components = SuretyConstants.class.getRecordComponents();
    Map<String, RecordComponent> known =
        Arrays.stream(components).collect(Collectors.toMap(RecordComponent::getName, c -> c));
    for (String name : changes.keySet()) {
      if (!known.containsKey(name)) {
        throw new IllegalArgumentException(
            "surety has no constant '"
                + name
                + "'; it has "
                + known.keySet().stream().sorted().toList());
      }
    }
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        Object old = components[i].getAccessor().invoke(this);
        Double replaced = changes.get(components[i].getName());
        values[i] = replaced == null ? old : old instanceof Integer ? whole(replaced) : replaced;
      }
      return (SuretyConstants) SuretyConstants.class.getConstructors()[0].newInstance(values);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object whole(double value) {
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException("buckets must be a whole number, not " + value);
    }
    return (int) value;
  }

  private static void within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "surety's " + name + " must lie in [" + low + ", " + high + "], not " + value);
    }
  }
}
