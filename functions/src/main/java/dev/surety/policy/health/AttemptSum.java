package dev.surety.policy.health;

/**
 * What one tenant met of one model within a second.
 *
 * @param model as feedback calls it
 * @param tenant hash of the tenant's name
 * @param answered attempts that were answered
 * @param failed attempts that the model failed
 * @param limited attempts that it turned away since there are too many
 * @param begun when the newest of them began, epoch milliseconds
 * @param latency of those that were answered
 * @param firstToken the same, until the first word
 */
public record AttemptSum(
    String model,
    long tenant,
    int answered,
    int failed,
    int limited,
    long begun,
    Logarithms latency,
    Logarithms firstToken) {

  /** How many durations, their natural logarithms (of milliseconds), and the squares of these. */
  public record Logarithms(int count, double sum, double squares) {

    public static final Logarithms NONE = new Logarithms(0, 0, 0);
  }

  /** Without durations. */
  public AttemptSum(String model, long tenant, int answered, int failed, int limited, long begun) {
    this(model, tenant, answered, failed, limited, begun, Logarithms.NONE, Logarithms.NONE);
  }

  /** All attempts that say something of the model. */
  public int attempts() {
    return answered + failed + limited;
  }
}
