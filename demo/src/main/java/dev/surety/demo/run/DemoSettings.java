package dev.surety.demo.run;

import dev.surety.domain.JudgeTerms;
import dev.surety.lab.evaluate.StatedJudge;
import dev.surety.policy.Policies;
import dev.surety.policy.fleet.FleetEstimate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What a person may set. Filled by picocli; {@link #check} finds what it cannot know. */
final class DemoSettings {

  /** A label for three hundredths of a cent, right in nine of ten cases. */
  static final String USUAL_JUDGE = "0.0003,5,0.9";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Real routing data: FILE.jsonl.gz with FILE.models.json beside it. Without it the traffic"
              + " is simulated from published scores and prices.")
  Path data;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Requests to send (default: ${DEFAULT-VALUE}).")
  int requests;

  @Option(
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Tenants, of the tiers gold, silver, bronze in turn (default: ${DEFAULT-VALUE}).")
  int tenants;

  @Option(
      names = "--fleet",
      negatable = true,
      description =
          "Tenants learn from each other: the job publishes what all of them have seen of the models"
              + " (default: with 5 tenants or more; fewer say nothing).")
  Boolean fleet;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "surety",
      description =
          Policies.NAMES
              + " or fixed:<model>; a trained one with --artefact (default: ${DEFAULT-VALUE}).")
  String policy;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the policy; may be repeated.")
  Map<String, String> parameters = new TreeMap<>();

  @Option(
      names = "--target",
      paramLabel = "SHARE",
      description = "One promise for all tenants, 0..1 (default: each tier its own).")
  Double target;

  @Option(
      names = "--change-target",
      paramLabel = "AT:TARGET[:TENANT]",
      description =
          "At this share of the requests the promise to a tenant (the last one, if none is named)"
              + " changes to TARGET, by a new version of its SLA (default: with policy proteus the"
              + " last tenant gets the first one's target midway; else none).")
  String changeTarget;

  @Option(
      names = "--artefact",
      paramLabel = "FILE",
      description =
          "A trained policy or prior, published before the promises that use it; as surety train"
              + " proteus writes it.")
  Path artefact;

  @Option(
      names = "--feedback-rate",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description =
          "Share of users who say whether they are satisfied (default: ${DEFAULT-VALUE}).")
  double feedbackRate;

  @Option(
      names = "--satisfied-rate",
      paramLabel = "SHARE",
      description = "Share of satisfied users who say so (default: the feedback rate).")
  Double satisfiedRate;

  @Option(
      names = "--dissatisfied-rate",
      paramLabel = "SHARE",
      description = "Share of dissatisfied users who say so (default: the feedback rate).")
  Double dissatisfiedRate;

  @Option(
      names = "--judge",
      arity = "0..1",
      fallbackValue = USUAL_JUDGE,
      paramLabel = StatedJudge.LABEL,
      description =
          "A judge whose labels the router may buy where they are worth their price: USD a label, USD"
              + " a day and tenant, and how often he is right; what he costs is counted (with --judge"
              + " alone: "
              + USUAL_JUDGE
              + ").")
  String judge;

  @Option(
      names = "--feedback-delay",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Mean time until a user speaks, in seconds (default: ${DEFAULT-VALUE}).")
  double feedbackDelay;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "300",
      description = "Requests a second (default: ${DEFAULT-VALUE}).")
  double rate;

  @Option(
      names = "--warm-up",
      paramLabel = "SHARE",
      defaultValue = "0.25",
      description =
          "This share of the requests, the first ones, stays out of the percentiles, and the account"
              + " shows the others by themselves (default: ${DEFAULT-VALUE}).")
  double warmUp;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "How long the gateway and the front door wait for a decision before they fall back (default:"
              + " ${DEFAULT-VALUE}).")
  double timeout;

  @Option(
      names = "--events",
      negatable = true,
      description =
          "A price change and a new model midway (default: with simulated traffic, but not with"
              + " --data).")
  Boolean events;

  @Option(names = "--no-tag", description = "Do not send the data's domain as the request's tag.")
  boolean noTag;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides everything that is left to chance (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of the Flink job (default: ${DEFAULT-VALUE}).")
  int parallelism;

  /** Who plays wants to see at once what a thumb does, and nobody types faster. */
  @Option(
      names = "--standings-interval",
      paramLabel = "MS",
      defaultValue = "20",
      description =
          "Least time between two standings of a tenant, in milliseconds; 0 sends one after each"
              + " event (default: ${DEFAULT-VALUE}).")
  int standingsInterval;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Of the Flink web UI on 127.0.0.1; 0 takes a free one (default).")
  int uiPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Shows the job's metrics to Prometheus on this port, on all addresses; 0 does not"
              + " (default).")
  int metricsPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Of the broker on 127.0.0.1; 0 takes a free one (default). With 9092 the other commands"
              + " find it by themselves.")
  int kafkaPort;

  @Option(
      names = "--door-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Of the front door on 127.0.0.1, OpenAI's API; 0 takes a free one (default).")
  int doorPort;

  @Option(
      names = "--through-door",
      description =
          "The demo's users come through the front door, too, by HTTP; without it their gateway asks"
              + " the router itself.")
  boolean throughDoor;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the summary there too, as JSON.")
  Path summary;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Keep summary.json, journal/ and savepoint/ there; an empty or new folder (default: a"
              + " temporary one that is removed).")
  Path out;

  @Option(
      names = "--keep-running",
      description = "Leave broker, job, front door and pages up after the traffic, until Ctrl-C.")
  boolean keepRunning;

  /**
   * @throws IllegalArgumentException naming the option and what it takes
   */
  void check() {
    requireAtLeast("--requests", requests, 1);
    requireAtLeast("--tenants", tenants, 1);
    requireAtLeast("--parallelism", parallelism, 1);
    requireAtLeast("--standings-interval", standingsInterval, 0);
    requirePort("--ui-port", uiPort);
    requirePort("--kafka-port", kafkaPort);
    requirePort("--metrics-port", metricsPort);
    requirePort("--door-port", doorPort);
    requireShare("--feedback-rate", feedbackRate);
    requireShare("--satisfied-rate", satisfiedRate == null ? 0 : satisfiedRate);
    requireShare("--dissatisfied-rate", dissatisfiedRate == null ? 0 : dissatisfiedRate);
    requireShare("--target", target == null ? 0 : target);
    if (!(warmUp >= 0 && warmUp < 1)) {
      throw new IllegalArgumentException(
          "--warm-up takes a share from 0 to less than 1, not " + warmUp);
    }
    requireAtLeast("--feedback-delay", feedbackDelay, 0);
    if (!(rate > 0 && rate <= 1_000_000)) {
      throw new IllegalArgumentException("--rate takes a number above 0, not " + rate);
    }
    if (!(timeout > 0)) {
      throw new IllegalArgumentException("--timeout takes seconds above 0, not " + timeout);
    }
  }

  /** How many requests, the first ones, are the warm-up. */
  int warmUpRequests() {
    return (int) (warmUp * requests);
  }

  double satisfiedRate() {
    return satisfiedRate == null ? feedbackRate : satisfiedRate;
  }

  double dissatisfiedRate() {
    return dissatisfiedRate == null ? feedbackRate : dissatisfiedRate;
  }

  /**
   * The judge that promises name, or {@code null} for none.
   *
   * @throws IllegalArgumentException for one that no promise can name
   */
  JudgeTerms judge() {
    return judge == null ? null : StatedJudge.read(judge);
  }

  OptionalDouble target() {
    return target == null ? OptionalDouble.empty() : OptionalDouble.of(target);
  }

  boolean fleet() {
    return fleet == null ? tenants >= FleetEstimate.FEWEST_TENANTS : fleet;
  }

  boolean events() {
    return events == null ? data == null : events;
  }

  Duration feedbackDelay() {
    return seconds(feedbackDelay);
  }

  Duration timeout() {
    return seconds(timeout);
  }

  /** The same for the front door, which waits a minute at most. */
  Duration doorBudget() {
    return seconds(Math.min(Math.max(timeout, 0.001), 60));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static void requireAtLeast(String option, double value, double least) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(
          option + " takes a number of at least " + least + ", not " + value);
    }
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(option + " takes a port from 0 to 65535, not " + port);
    }
  }

  private static void requireShare(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(option + " takes a share from 0 to 1, not " + value);
    }
  }
}
