package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.BudgetRemoved;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantShare;
import dev.surety.domain.TenantTier;
import dev.surety.policy.budget.LeaseBook;
import dev.surety.policy.budget.TenantLease;
import dev.surety.policy.budget.TierAccount;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.wire.state.LeaseBookCodec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A random life of a tenant's budget: tiers that begin at any time and by the dozen, clocks that
 * differ, long silences, standings that are heard late, twice or never, and everything that LEASES
 * says, terms and leases, on its way to ROUTE for however long. It keeps the books of {@link
 * TiersLedger} beside, and every decision is held to the bound that docs/budget.md names.
 */
final class TiersSchedule {

  private static final long START = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();
  private static final String TENANT = Requests.KEY.tenant();
  private static final ZoneId[] ZONES = {
    ZoneId.of("Z"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata")
  };

  /** Of the schedules of a build, the same ones every time; of new ones for who asks for more. */
  static SplittableRandom seeds() {
    return System.getProperty("surety.schedules") == null
        ? new SplittableRandom(24)
        : new SplittableRandom();
  }

  /** What LEASES says to ROUTE, and what is known of it when it is said. */
  private record Said(ControlUpdate update, long capOf, double capUsd) {}

  private final SplittableRandom random;
  private final Configuration configuration = new Configuration();
  private final Map<String, Play> tiers = new HashMap<>();
  private final Map<String, Long> behind = new HashMap<>();
  private final Map<String, Standing> topic = new TreeMap<>();
  private final Deque<Said> underway = new ArrayDeque<>();
  private final List<Decision> flying = new ArrayList<>();
  private final TiersLedger ledger = new TiersLedger();
  private final boolean alike;
  private final int most;
  private final int tokens;
  private final double apart;
  private final double usual;
  private LeaseBook book = new LeaseBook();
  private BudgetTerms inForce;
  private long version;
  private long time;
  private int begun;
  private int requests;
  private double hears;
  private double delivers;

  private TiersSchedule(long seed) {
    random = new SplittableRandom(seed);
    int kind = random.nextInt(8);
    most = kind == 0 ? 65 + random.nextInt(10) : kind == 1 ? 17 + random.nextInt(20) : 16;
    apart = random.nextInt(3) > 0 ? 0 : random.nextInt(4) > 0 ? 0.125 : 0.5;
    tokens = random.nextInt(3) == 0 ? 30_000 : 2000;
    alike = random.nextInt(3) > 0;
    double priced = random.nextInt(4) == 0 ? 20 : 1;
    usual = 0.015 * priced * (2 + random.nextInt(random.nextBoolean() ? 20 : 200));
    for (ModelSpec model : Pools.priced(Pools.three(), priced)) {
      configuration.put(new ModelUpdate(model));
    }
    FeedbackTerms terms = new FeedbackTerms(86_400_000, 0.3, 0.3, 0, 10_000);
    String policy = random.nextInt(4) == 0 ? "surety" : "fixed:" + Pools.DEAR;
    SlaPolicy sla =
        new SlaPolicy(1, random.nextDouble(), policy, 0, Map.of(), terms, Mode.APPLY)
            .within(
                random.nextInt(4) > 0
                    ? null
                    : new BudgetTerms(0.1, Period.DAY, ZONES[0], random.nextBoolean()));
    configuration.put(new SlaUpdate(TENANT, "*", sla));
    time = START + random.nextInt(86_400_000);
    rates();
    say(terms(usual));
    deliver();
  }

  /**
   * Plays one.
   *
   * @throws AssertionError if a decision passes the budget by more than docs/budget.md has it
   */
  static TiersLedger play(long seed) {
    TiersSchedule schedule = new TiersSchedule(seed);
    int late = schedule.random.nextInt(120);
    for (int i = 0; i < 60; i++) {
      schedule.step();
      if (i == late) {
        schedule.lateBurst();
      }
    }
    return schedule.ledger;
  }

  private BudgetTerms terms(double usd) {
    return new BudgetTerms(
        usd, Period.values()[random.nextInt(3)], ZONES[random.nextInt(3)], random.nextInt(9) > 0);
  }

  private void step() {
    if (random.nextInt(12) == 0) {
      rates();
    }
    pass();
    if (!alike && random.nextInt(25) == 0) {
      change();
    }
    int kind = random.nextInt(10);
    if (random.nextInt(30) == 0) {
      spree("t" + random.nextInt(Math.max(1, begun)));
    } else if (kind == 0) {
      begun = Math.min(most, begun + random.nextInt(random.nextBoolean() ? 3 : most + 1));
      for (int i = begun; i > 0; i--) {
        ask("t" + (i - 1));
      }
    } else if (kind < 7 || flying.isEmpty()) {
      begun = Math.max(1, begun);
      String tier = "t" + random.nextInt(begun);
      for (int i = random.nextInt(3) == 0 ? 20 : 1; i > 0; i--) {
        ask(tier);
      }
    } else {
      answer(flying.remove(random.nextInt(flying.size())));
    }
    topic.values().forEach(standing -> hear(standing, hears));
    look();
    while (!underway.isEmpty() && random.nextDouble() < delivers) {
      deliver();
    }
  }

  /** A tier spends whatever it gets, and is leased more at once. */
  private void spree(String tier) {
    begun = Math.max(1, begun);
    for (int i = 10 + random.nextInt(60); i > 0; i--) {
      for (int times = 8; times > 0 && ask(tier); times--) {
        // Until it is refused.
      }
      time += random.nextInt(1000);
      if (topic.containsKey(tier)) {
        hear(topic.get(tier), 1);
      }
      look();
      while (!underway.isEmpty()) {
        deliver();
      }
    }
  }

  /** A few spend all that there is until late in the window, and then all others begin at once. */
  private void lateBurst() {
    int few = 1 + random.nextInt(2);
    for (int i = 0; i < 4 && book.terms != null; i++) {
      spree("t" + random.nextInt(few));
      time += random.nextLong(Math.max(1, (book.terms.end(time) - time) / 2));
    }
    for (int i = begun = most; i > 0; i--) {
      while (random.nextInt(4) > 0 && ask("t" + (i - 1))) {
        // As often as that.
      }
    }
  }

  /** How much is heard, and how much of what LEASES says arrives, for the time being. */
  private void rates() {
    hears = new double[] {0, 0.02, 0.3, 1, 1, 1}[random.nextInt(6)];
    delivers = new double[] {0, 0.05, 0.5, 1, 1, 1}[random.nextInt(6)];
  }

  /** Seconds mostly; sometimes until late in the window, or the next one. */
  private void pass() {
    long begin = book.terms == null ? time : book.terms.begin(time);
    long length = book.terms == null ? 86_400_000 : book.terms.end(time) - begin;
    time +=
        switch (random.nextInt(120)) {
          case 0 -> length / 4;
          case 1 -> Math.max(0, begin + length * 7 / 8 - time);
          case 2 -> begin + length - time + random.nextInt(60_000);
          case 3, 4, 5, 6, 7 -> random.nextLong(length / 12);
          default -> random.nextInt(30_000);
        };
  }

  private void change() {
    BudgetTerms old = book.terms;
    if (old == null || random.nextInt(4) == 0) {
      say(random.nextInt(3) == 0 ? null : terms(usual * (0.5 + random.nextDouble())));
    } else {
      double usd = old.usd() * (random.nextInt(3) == 0 ? 1 : 0.2 + 2 * random.nextDouble());
      say(new BudgetTerms(usd, old.per(), old.timezone(), random.nextInt(4) > 0));
    }
  }

  /** Terms as LEASES passes them on. */
  private void say(BudgetTerms terms) {
    BudgetTerms old = book.terms;
    if (book.agree(terms)) {
      underway.add(new Said(new Tombstone(TenantLease.subject(TENANT)), 0, 0));
    }
    double cap = terms == null ? 0 : terms.usd();
    if (terms != null && old != null && book.end != 0) {
      cap = Math.max(cap, grantedUsd());
    }
    underway.add(
        new Said(
            terms == null
                ? new BudgetRemoved(TENANT, ++version)
                : new BudgetUpdate(TENANT, ++version, terms),
            book.begin,
            cap));
  }

  /** What is granted or set aside of the book's window. */
  private double grantedUsd() {
    double sum = 0;
    int unheard = TenantShare.OPENINGS;
    for (TierAccount account : book.tiers.values()) {
      sum += account.grantedUsd;
      unheard -= account.opens && account.grantedUsd > 0 ? 1 : 0;
    }
    long until = TenantShare.heardUntil(book.begin, book.end, book.clock);
    return sum + unheard * TenantShare.openingUsd(book.terms.usd(), book.begin, book.end, until);
  }

  private void look() {
    TenantLease lease = book.look();
    byte[] kept = Bytes.of(out -> LeaseBookCodec.write(book, out));
    book = Bytes.read(kept, LeaseBookCodec::read);
    if (lease != null) {
      assertThat(TenantLease.read(lease.write())).isEqualTo(lease);
      underway.add(
          new Said(new ArtefactUpdate(TenantLease.KIND, TENANT, ++version, lease.write()), 0, 0));
    }
  }

  private void deliver() {
    Said said = underway.remove();
    configuration.put(said.update());
    if (said.update() instanceof BudgetUpdate update) {
      boolean goesOn =
          inForce != null
              && inForce.per() == update.budget().per()
              && inForce.timezone().equals(update.budget().timezone());
      inForce = update.budget();
      tiers.keySet().forEach(this::tier);
      ledger.agree(inForce, goesOn, said.capOf(), said.capUsd(), tiers);
    } else if (said.update() instanceof BudgetRemoved) {
      inForce = null;
    }
  }

  private Play tier(String name) {
    TenantTier key = new TenantTier(TENANT, name);
    return tiers
        .computeIfAbsent(name, n -> Play.unconfigured().key(key))
        .configure(configuration.inForce(key, time));
  }

  private boolean ask(String name) {
    if (inForce != null && !behind.containsKey(name)) {
      double most = apart * (inForce.end(time) - inForce.begin(time));
      behind.put(name, most < 1 ? 0 : random.nextLong((long) most));
    }
    long at = time - behind.getOrDefault(name, 0L);
    Requests request =
        Requests.id("r" + ++requests)
            .of(new TenantTier(TENANT, name))
            .at(at)
            .tokens(random.nextInt(tokens), 500);
    Play play = tier(name);
    long clock = clock(play, at);
    boolean granted = inForce != null && TiersLedger.isGranted(play.config().share(), clock);
    Effects effects =
        play.route(
            random.nextInt(9) == 0 ? request.pinned(Pools.DEAR).request() : request.request());
    if (effects.decision() != null) {
      flying.add(effects.decision());
    } else {
      assertThat(effects.rejection().reason()).isEqualTo(Reason.BUDGET_SPENT);
    }
    if (inForce == null) {
      return true;
    }
    topic.put(
        name,
        effects.decision() == null
            ? StandingReader.ofRefused(play.state(), play.config(), play.account().seq == 0, at)
            : StandingReader.of(play.state(), play.config()));
    ledger.asked(name, inForce.begin(clock));
    if (effects.decision() != null) {
      ledger.decided(name, play.account(), granted, book);
    }
    return effects.decision() != null;
  }

  private static long clock(Play play, long at) {
    return Math.max(play.account().clock, at);
  }

  private void answer(Decision decision) {
    Play play = tier(decision.key().tier());
    double before = play.account().spentUsd;
    long at = clock(play, time - behind.getOrDefault(decision.key().tier(), 0L));
    play.learn(Answers.to(decision).at(at).tokens(1000, random.nextInt(600)).feedback());
    ledger.told(decision.key().tier(), play.account(), play.account().spentUsd - before);
  }

  private void hear(Standing standing, double chance) {
    if (random.nextDouble() < chance) {
      ledger.heard(standing.key().tier(), standing, book);
      book.take(standing.key().tier(), standing.time(), standing.tenantBudget());
    }
  }
}
