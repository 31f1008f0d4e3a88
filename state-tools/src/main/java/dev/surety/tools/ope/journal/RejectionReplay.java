package dev.surety.tools.ope.journal;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * Walks the log and lets the policy decide each request; where it decides as the log did, what came
 * of it is the policy's own experience, otherwise the request never happened (Li, Chu, Langford and
 * Wang 2011). Free of any outcome regression, and right only where every candidate was equally
 * likely: a log of another kind is refused. Keeps about one row in as many as there are candidates.
 */
final class RejectionReplay {

  /** Propensities this near to 1 / candidates are uniform. */
  private static final double UNIFORM = 1e-6;

  /** Sums over the accepted rows. */
  record Accepted(
      long rows, long accepted, double judged, double satisfied, double paid, double costUsd)
      implements Serializable {

    static final Accepted NONE = new Accepted(0, 0, 0, 0, 0, 0);

    Accepted plus(Accepted other) {
      return new Accepted(
          rows + other.rows,
          accepted + other.accepted,
          judged + other.judged,
          satisfied + other.satisfied,
          paid + other.paid,
          costUsd + other.costUsd);
    }
  }

  private static final String RUN = "replay";

  private final TenantConfig config;
  private final TenantRouter router = new TenantRouter();
  private final TentativeDecisions open = new TentativeDecisions();
  private final TenantTier key;
  private final long seed;
  private Account account = new Account();
  private Learner learner = new Learner();
  private byte[] accountBefore;
  private byte[] learnerBefore;
  private Accepted sums = Accepted.NONE;

  RejectionReplay(TenantTier key, TenantConfig config, long seed) {
    this.key = key;
    this.config = config;
    this.seed = seed;
  }

  /** Whether chance treated every candidate alike. */
  static boolean uniform(Decided row) {
    double even = 1.0 / row.candidates().size();
    for (Candidate candidate : row.candidates()) {
      if (Math.abs(candidate.propensity() - even) > UNIFORM) {
        return false;
      }
    }
    return true;
  }

  /** Takes the next decision of the log. */
  void add(Answered logged) {
    RoutingRequest request = logged.row.request();
    Event.Context context = new Event.Context(RUN, 0, request.time(), seed);
    remember();
    RouterState state = new RouterState(key, account, learner, open);
    Decision decision = router.apply(state, new Event.Route(context, request, config)).decision();
    boolean agrees = decision != null && decision.model().equals(logged.row.decision().model());
    if (!agrees) {
      restore();
      sums = sums.plus(new Accepted(1, 0, 0, 0, 0, 0));
      return;
    }
    Feedback feedback = feedback(request, decision, logged);
    if (feedback.hasLabel() || feedback.hasUsage()) {
      router.apply(state, new Event.Learn(context, feedback, config));
      state.throwFailure();
    }
    boolean judged = !Double.isNaN(logged.label);
    boolean paid = !Double.isNaN(logged.costUsd);
    sums =
        sums.plus(
            new Accepted(
                1,
                1,
                judged ? 1 : 0,
                judged ? logged.label : 0,
                paid ? 1 : 0,
                paid ? logged.costUsd : 0));
  }

  Accepted sums() {
    return sums;
  }

  private static Feedback feedback(RoutingRequest request, Decision decision, Answered logged) {
    return Feedback.builder(request.requestId(), request.key(), decision.model(), request.time())
        .decisionId(decision.decisionId())
        .satisfaction(logged.label)
        .inputTokens(request.inputTokens())
        .outputTokens(logged.outputTokens)
        .costUsd(logged.costUsd)
        .source(Feedback.Source.USER)
        .build();
  }

  private void remember() {
    open.begin();
    accountBefore = bytes(out -> AccountCodec.write(account, out));
    learnerBefore = bytes(out -> LearnerCodec.write(learner, out));
  }

  private void restore() {
    open.rollBack();
    try {
      account = AccountCodec.read(new DataInputStream(new ByteArrayInputStream(accountBefore)));
      learner = LearnerCodec.read(new DataInputStream(new ByteArrayInputStream(learnerBefore)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Written {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Written content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      content.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
