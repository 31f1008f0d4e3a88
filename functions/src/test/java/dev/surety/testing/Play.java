package dev.surety.testing;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.HeldTime;
import dev.surety.domain.JournalRow;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Plays events to one key of the real engine. State is kept as bytes between events, as a state
 * backend keeps it: what the engine forgets to mark as changed, or a codec to write, is lost.
 */
public final class Play {

  private final TenantRouter router = new TenantRouter();
  private final RememberedDecisions open = new RememberedDecisions();
  private final List<JournalRow> journal = new ArrayList<>();
  private TenantTier key = Requests.KEY;
  private byte[] account = Bytes.of(out -> AccountCodec.write(new Account(), out));
  private byte[] learner = Bytes.of(out -> LearnerCodec.write(new Learner(), out));
  private TenantConfig config;
  private String run = "run-1";
  private long epoch;
  private long seed = 42;
  private long now = 1_000_000;
  private Function<TenantEvent, HeldTime> hold = event -> null;
  private Event.InForce inForce = time -> config;
  private boolean mayFail;

  private Play() {}

  /** A key that has seen nothing, with this promise and pool in force. */
  public static Play of(SlaPolicy sla, List<ModelSpec> pool) {
    return new Play().configure(sla, pool);
  }

  /** A key for which nothing is configured. */
  public static Play unconfigured() {
    return new Play();
  }

  /** The policy may fail without failing the test: what follows from it is the matter. */
  public Play mayFail() {
    mayFail = true;
    return this;
  }

  /** From now on this is in force. */
  public Play configure(SlaPolicy sla, List<ModelSpec> pool) {
    return configure(TenantConfig.of(sla, pool));
  }

  /** From now on this is in force. */
  public Play configure(TenantConfig inForce) {
    config = inForce;
    return this;
  }

  /** What was in force at the times of requests, where that differs. */
  public Play inForce(Event.InForce atTimes) {
    inForce = atTimes;
    return this;
  }

  public Play key(TenantTier tenantTier) {
    key = tenantTier;
    return this;
  }

  public Play seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  public Play run(String id) {
    run = id;
    return this;
  }

  /** The key's state began then, by the wall clock: what a job tells of itself. */
  public Play born(long millis) {
    Account began = account();
    began.born = millis;
    account = Bytes.of(out -> AccountCodec.write(began, out));
    return this;
  }

  /** The wall clock. */
  public Play now(long millis) {
    now = millis;
    return this;
  }

  /**
   * From now on records count as appended at this time, and their own is believed within a
   * tolerance around it; before, all times are believed.
   */
  public Play appended(long millis, long tolerance) {
    hold = event -> HeldTime.of(event, millis, tolerance);
    return this;
  }

  public Effects route(RoutingRequest told) {
    HeldTime held = hold.apply(told);
    RoutingRequest request = held == null ? told : (RoutingRequest) held.hold(told);
    return apply(new Event.Route(context(held), request, config));
  }

  /** The decision on a request that must get one. */
  public Decision decide(RoutingRequest request) {
    Effects effects = route(request);
    if (effects.decision() == null) {
      throw new AssertionError("no decision but " + effects.rejection());
    }
    return effects.decision();
  }

  public Effects learn(Feedback told) {
    HeldTime held = hold.apply(told);
    Feedback feedback = held == null ? told : (Feedback) held.hold(told);
    return apply(new Event.Learn(context(held), feedback, config, time -> inForce.at(time)));
  }

  /** The journal row of a feedback that must be applied. */
  public JournalRow.Outcome outcome(Feedback feedback) {
    List<JournalRow> rows = learn(feedback).rows();
    return (JournalRow.Outcome) rows.get(rows.size() - 1);
  }

  public Effects idle() {
    return apply(new Event.Idle(context(null)));
  }

  private Effects apply(Event event) {
    RouterState state = new RouterState(key, account(), learner(), open);
    Effects effects = router.apply(state, event);
    if (state.failure() != null && !mayFail) {
      throw new AssertionError("the policy failed", state.failure());
    }
    account = Bytes.of(out -> AccountCodec.write(state.account(), out));
    if (state.learnerChanged()) {
      learner = Bytes.of(out -> LearnerCodec.write(state.learner(), out));
    }
    journal.addAll(effects.rows());
    return effects;
  }

  private Event.Context context(HeldTime held) {
    return new Event.Context(run, epoch, now, seed, held);
  }

  public TenantConfig config() {
    return config;
  }

  /** A copy. */
  public Account account() {
    return Bytes.read(account, AccountCodec::read);
  }

  /** A copy. */
  public Learner learner() {
    return Bytes.read(learner, LearnerCodec::read);
  }

  /** The state as an event finds it; changes to its account and learner are not kept. */
  public RouterState state() {
    return new RouterState(key, account(), learner(), open);
  }

  /** How many decisions are open, both generations together. */
  public int open() {
    return open.size(0) + open.size(1);
  }

  /** Of how many requests money is remembered, stale copies included. */
  public int money() {
    return open.money(0) + open.money(1);
  }

  public byte[] accountBytes() {
    return account.clone();
  }

  public byte[] learnerBytes() {
    return learner.clone();
  }

  public byte[] openBytes() {
    return open.bytes();
  }

  /** The whole state of the key. */
  public byte[] bytes() {
    return Bytes.of(
        out -> {
          out.write(account);
          out.write(learner);
          out.write(open.bytes());
        });
  }

  /** All rows so far. */
  public List<JournalRow> journal() {
    return List.copyOf(journal);
  }
}
