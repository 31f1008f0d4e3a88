package dev.surety.policy.surety;

import dev.surety.policy.RoutingPolicy.Mark;
import dev.surety.policy.fleet.FleetPrior;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Everything that can happen to a tenant, in random order, as a function of a seed: two states that
 * are driven by equal seeds and decide equally see the same events.
 */
final class RandomTraffic {
  private final SuretyAlgorithm algorithm;
  private final SplittableRandom random;
  private final RouteProposal proposal = new RouteProposal();
  private final boolean eventful;
  private boolean ofFleet;
  private boolean judged;
  private FleetPrior version;

  private int lastModel;
  private int lastBucket;
  private Mark lastMark = Mark.NONE;
  private double lastLabel;
  private boolean labelled;

  /** What the judge said of the last request; NaN if nothing is in force. */
  private double lastWord = Double.NaN;

  private Mark wordMark = Mark.NONE;

  RandomTraffic(SuretyAlgorithm algorithm, long seed, boolean eventful) {
    this.algorithm = algorithm;
    this.random = new SplittableRandom(seed);
    this.eventful = eventful;
  }

  /** From now on versions of a fleet's prior come, too, and go. */
  RandomTraffic ofFleet() {
    ofFleet = true;
    return this;
  }

  /** From now on a judge speaks, too. */
  RandomTraffic judged() {
    judged = true;
    return this;
  }

  /** The version in force, or {@code null}. */
  FleetPrior version() {
    return version;
  }

  static String name(int slot) {
    return "m" + slot;
  }

  static SuretyTerms terms(SplittableRandom random) {
    double[] rates = {0, 0.05, 0.3, 1};
    double satisfied = rates[random.nextInt(4)];
    double dissatisfied = random.nextBoolean() ? satisfied : rates[random.nextInt(4)];
    if (satisfied + dissatisfied == 0) {
      satisfied = 0.5;
    }
    return new SuretyTerms(
        0.3 + 0.65 * random.nextDouble(),
        satisfied,
        dissatisfied,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(3) > 0);
  }

  RouteProposal proposal() {
    return proposal;
  }

  void startModels(SuretyState state, int models) {
    for (int m = 0; m < models; m++) {
      double warm = random.nextInt(3) == 0 ? 5 : 0;
      algorithm.addModel(
          state, Math.pow(10, 2 * random.nextDouble()), warm, warm * random.nextDouble());
    }
    if (judged) {
      algorithm.appoint(state, 0.6 + 0.4 * random.nextDouble());
    }
  }

  /** One event; a request is answered, paid and often labelled by later events. */
  void next(SuretyState state) {
    int what = random.nextInt(eventful ? 40 : 36);
    if (state.account().requests() == 0 || what < 16) {
      request(state);
    } else if (what < 22) {
      algorithm.paid(state, lastModel, lastBucket, 0.1 + 50 * random.nextDouble());
    } else if (what < 32) {
      feedback(state);
    } else if (what < 34 && labelled) {
      double is = random.nextInt(2);
      algorithm.revise(state, lastModel, lastBucket, lastLabel, is, false, lastMark);
      lastLabel = is;
    } else if (what >= 36) {
      configure(state);
    }
  }

  private void request(SuretyState state) {
    long tag = Math.round(20 * random.nextDouble() * random.nextDouble());
    lastBucket = algorithm.bucketOf(state, tag);
    algorithm.route(state, lastBucket, null, proposal);
    lastModel = proposal.draw(random.nextDouble());
    algorithm.serve(state, lastModel, lastBucket);
    labelled = false;
    lastWord = Double.NaN;
  }

  /** A word of the judge, another one in its place, or a user's, with which it makes a pair. */
  private void judge(SuretyState state) {
    double word = random.nextInt(4) == 0 ? random.nextDouble() : random.nextInt(2);
    if (Double.isNaN(lastWord)) {
      boolean wasSilent = random.nextInt(4) == 0;
      algorithm.judged(state, lastModel, lastBucket, word, wasSilent);
      lastWord = word;
      wordMark = new Mark(state.account.scale, state.learner().resets(lastModel));
    } else if (random.nextBoolean()) {
      algorithm.rejudged(state, lastModel, lastBucket, lastWord, word, wordMark);
      lastWord = word;
    } else {
      double said = random.nextInt(2);
      algorithm.overruled(state, lastModel, lastBucket, lastWord, Outcome.label(said), wordMark);
      algorithm.paired(state, lastModel, lastBucket, said, lastWord, 1);
      lastWord = Double.NaN;
    }
  }

  private void feedback(SuretyState state) {
    if (judged && random.nextInt(3) == 0) {
      judge(state);
      return;
    }
    int kind = random.nextInt(8);
    Outcome outcome =
        switch (kind) {
          case 0, 1, 2 -> Outcome.satisfied();
          case 3, 4 -> Outcome.dissatisfied();
          case 5 -> Outcome.label(random.nextDouble());
          case 6 -> new Outcome(random.nextInt(5), random.nextInt(5), 1 + random.nextInt(20));
          default -> Outcome.silent();
        };
    boolean solicited = outcome.silents() == 0 && random.nextInt(6) == 0;
    algorithm.learn(state, lastModel, lastBucket, outcome, solicited);
    labelled = outcome.labels() == 1 && outcome.silents() == 0 && !solicited;
    lastLabel = outcome.ups();
    lastMark = new Mark(state.account.scale, state.learner().resets(lastModel));
  }

  /** As a policy does: what is derived rests on the version before it is taken. */
  private void take(SuretyState state) {
    version = random.nextInt(5) == 0 ? null : anyVersion();
    algorithm.join(state.account(), state.learner(), version, RandomTraffic::name);
    if (version == null) {
      state.version = null;
      algorithm.configure(state, state.learner().terms());
    } else {
      algorithm.take(state, version, RandomTraffic::name);
    }
  }

  /** Of some of the models, and of some of the tags. */
  private FleetPrior anyVersion() {
    List<String> models =
        IntStream.range(0, 9)
            .filter(m -> m == 0 || random.nextBoolean())
            .mapToObj(RandomTraffic::name)
            .toList();
    int[] contexts =
        IntStream.range(0, 6).filter(c -> random.nextBoolean()).map(c -> c + 1).toArray();
    double[][] rates = new double[contexts.length + 1][models.size()];
    double[] means = new double[models.size()];
    for (int m = 0; m < means.length; m++) {
      means[m] = random.nextDouble();
      for (double[] row : rates) {
        row[m] = Math.min(0.985, Math.max(0.015, means[m] + 0.2 * random.nextDouble() - 0.1));
      }
    }
    return new FleetPrior(models, contexts, rates, means, 7);
  }

  private void configure(SuretyState state) {
    int slot = random.nextInt(state.learner().modelCount());
    if (ofFleet && random.nextInt(3) == 0) {
      take(state);
      return;
    }
    switch (random.nextInt(6)) {
      case 0 -> {
        if (state.learner().modelCount() < 9) {
          algorithm.addModel(state, Math.pow(10, 2 * random.nextDouble()), 0, 0);
        }
      }
      case 1 -> {
        if (state.learner().models.byCost.length > 1) {
          algorithm.activate(state, slot, false);
        }
      }
      case 2 -> algorithm.activate(state, slot, true);
      case 3 -> algorithm.reprice(state, slot, Math.pow(10, 2 * random.nextDouble()));
      case 4 -> algorithm.renew(state, slot);
      default -> {
        SuretyTerms old = state.learner().terms();
        double target = Math.min(1, old.target() * (0.95 + 0.1 * random.nextDouble()));
        algorithm.configure(
            state,
            new SuretyTerms(
                target,
                old.satisfiedRate(),
                old.dissatisfiedRate(),
                old.solicited(),
                old.learnsCosts(),
                old.usesTags()));
      }
    }
  }
}
