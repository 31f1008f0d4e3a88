package dev.surety.wire.json;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.CachedPrefix;
import dev.surety.domain.CertificateTerms;
import dev.surety.domain.Certified;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JudgeStanding;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.ModelOffer;
import dev.surety.domain.ModelSchedule;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Notice;
import dev.surety.domain.RecurringPrice;
import dev.surety.domain.Refusal;
import dev.surety.domain.Rejection;
import dev.surety.domain.Requirement;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantTier;
import dev.surety.testing.DecisionBuilder;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Every kind of record that may go over the wire, at random, the ends of each range included. */
final class WireSamples {

  private static final String ALPHABET = "aZ09-_.:* \"\\éß中\u2028\uD83D\uDE42";

  private final Random random;

  WireSamples(long seed) {
    random = new Random(seed);
  }

  RoutingRequest request() {
    String prompt = maybe(() -> text(0, 3000) + (random.nextBoolean() ? "\n\t\u0000\"\\" : ""));
    return RoutingRequest.builder(text(1, 512), key(), time())
        .prompt(prompt)
        .promptChars(prompt == null ? RoutingRequest.UNKNOWN : prompt.length())
        .features(random.nextBoolean() ? Features.NONE : embedding())
        .inputTokens(count())
        .maxOutputTokens(count())
        .candidates(random.nextBoolean() ? List.of() : names(1))
        .pinnedModel(maybe(this::name))
        .incumbent(maybe(this::name))
        .conversationId(maybe(() -> text(1, 512)))
        .tag(maybe(() -> text(1, 512)))
        .attributes(texts())
        .require(names(0))
        .cached(CachedPrefix.of(maybe(this::name), count()))
        .build();
  }

  Feedback feedback() {
    String error = maybe(() -> text(1, 100));
    double cost = random.nextBoolean() ? Double.NaN : amount();
    return Feedback.builder(text(1, 512), key(), name(), time())
        .decisionId(maybe(() -> text(1, 64)))
        .satisfaction(error == null && Double.isNaN(cost) ? share() : oneOf(Double.NaN, share()))
        .inputTokens(count())
        .outputTokens(count())
        .latencyMillis(oneOf(-1L, random.nextLong() >>> 1))
        .costUsd(cost)
        .error(error)
        .finalError(random.nextBoolean())
        .source(oneOf(Feedback.Source.values()))
        .cachedInputTokens(count())
        .reasoningTokens(count())
        .attempt(oneOf(0, 1, small()))
        .firstTokenMillis(oneOf(-1L, random.nextLong() >>> 1))
        .usageEstimated(random.nextBoolean())
        .build();
  }

  Decision decision() {
    return DecisionBuilder.aDecision(text(1, 512))
        .decisionId(text(1, 64))
        .key(key())
        .model(name())
        .apply(random.nextBoolean())
        .alsoQuery(names(0))
        .fallbacks(names(0))
        .solicit(random.nextBoolean())
        .explored(random.nextBoolean())
        .propensity(share())
        .expectedCostUsd(oneOf(Double.NaN, amount()))
        .expectedSatisfaction(oneOf(Double.NaN, share()))
        .policy(name())
        .reason(oneOf(Decision.Reason.values()))
        .decidedAt(time())
        .replaces(maybe(() -> text(1, 512)))
        .infeasible(maybe(() -> Decision.DEADLINE))
        .build();
  }

  Refusal refusal() {
    return new Refusal(
        text(1, 512),
        key(),
        oneOf(Rejection.Reason.values()).word(),
        text(0, 2000),
        time(),
        maybe(() -> oneOf(Requirement.values()).word()));
  }

  Standing standing() {
    Map<String, Long> models = new LinkedHashMap<>();
    names(0).forEach(name -> models.put(name, random.nextLong() >>> 1));
    return Standing.builder(key(), time(), random.nextLong() >>> 1)
        .policy(name())
        .best(maybe(this::name))
        .fallbacks(names(0))
        .target(share())
        .satisfaction(
            oneOf(Double.NaN, share()), oneOf(Double.NaN, share()), oneOf(Double.NaN, share()))
        .queue(random.nextGaussian() * 1e6)
        .floor(oneOf(Double.NaN, share()))
        .judged(oneOf(-1L, random.nextLong() >>> 1))
        .catchingUp(random.nextBoolean())
        .infeasible(random.nextBoolean())
        .requests(random.nextLong() >>> 1)
        .labels(random.nextLong() >>> 1)
        .explored(random.nextLong() >>> 1)
        .costUsd(amount())
        .expectedCostUsd(amount())
        .bestSingleCostUsd(amount())
        .models(models)
        .notices(
            random.nextBoolean()
                ? Map.of()
                : Map.of(Notice.CLOCK_AHEAD.word(), random.nextLong() >>> 1))
        .failures(random.nextBoolean() ? Map.of() : Map.of(name(), random.nextLong() >>> 1))
        .failing(names(0))
        .mode(maybe(() -> oneOf(SlaPolicy.Mode.values())))
        .incumbent(maybe(this::name))
        .unknownModels(random.nextBoolean() ? Map.of() : Map.of(name(), random.nextLong() >>> 1))
        .spentUsd(amount())
        .bestSpentUsd(amount())
        .down(names(0))
        .draining(names(0))
        .certified(maybe(this::certified))
        .budget(maybe(() -> new BudgetStanding(budget(), time(), time(), amount())))
        .deadline(
            maybe(
                () ->
                    new DeadlineStanding(
                        deadline(),
                        time(),
                        small(),
                        0,
                        amount() - 1,
                        amount(),
                        random.nextBoolean())))
        .tenantBudget(
            maybe(
                () ->
                    new TenantBudgetStanding(
                        budget(), time(), time(), amount(), amount(), amount(), amount(),
                        amount())))
        .judge(maybe(this::judgeStanding))
        .allowed(maybe(() -> names(0)))
        .build();
  }

  private BudgetTerms budget() {
    return new BudgetTerms(
        1 + amount(),
        oneOf(BudgetTerms.Period.values()),
        oneOf(ZoneId.of("Z"), ZoneId.of("Europe/Berlin")),
        random.nextBoolean());
  }

  private DeadlineTerms deadline() {
    return new DeadlineTerms(
        oneOf(DeadlineTerms.Measure.values()),
        1 + small(),
        oneOf(0.5, 0.95, 0.999, 1e-6),
        oneOf(DeadlineTerms.Precedence.values()));
  }

  private Certified certified() {
    boolean given = random.nextBoolean();
    return new Certified(
        given ? share() : Double.NaN,
        share(),
        given ? time() : 0,
        random.nextLong() >>> 1,
        random.nextLong() >>> 1,
        random.nextLong() >>> 1,
        oneOf(CertificateTerms.Unanswered.values()),
        given ? null : oneOf(Certified.Missing.values()));
  }

  private JudgeStanding judgeStanding() {
    return new JudgeStanding(
        random.nextLong() >>> 1,
        random.nextLong() >>> 1,
        amount(),
        amount(),
        oneOf(Double.NaN, amount()),
        oneOf(Double.NaN, amount()));
  }

  /** Any update that has a value, so no tombstone. */
  ControlUpdate update() {
    TenantTier key = random.nextInt(4) == 0 ? new TenantTier("*", "*") : key();
    return switch (random.nextInt(8)) {
      case 0 -> new ControlUpdate.ModelUpdate(model());
      case 1 -> new ControlUpdate.ModelRemoved(name(), version());
      case 2 -> new ControlUpdate.SlaUpdate(key.tenant(), key.tier(), sla(name()));
      case 3 -> new ControlUpdate.SlaRemoved(key.tenant(), key.tier(), version());
      case 4 ->
          new ControlUpdate.ModelStatus(
              name(),
              version(),
              oneOf(ModelSpec.Status.values()),
              oneOf(Long.MAX_VALUE, time()),
              oneOf(ModelSpec.Status.values()),
              oneOf(Long.MIN_VALUE, time()));
      case 5 -> new ControlUpdate.BudgetUpdate(key().tenant(), version(), budget());
      case 6 -> new ControlUpdate.BudgetRemoved(key().tenant(), version());
      default -> new ControlUpdate.ArtefactUpdate(key().tenant(), name(), version(), text(0, 5000));
    };
  }

  ModelSpec model() {
    return ModelSpec.builder(name(), version())
        .provider(maybe(this::name))
        .price(amount(), amount())
        .contextWindow(oneOf(-1, 1 + random.nextInt(Integer.MAX_VALUE - 1)))
        .status(oneOf(ModelSpec.Status.values()))
        .effectiveAt(oneOf(Long.MIN_VALUE, time()))
        .confirmed(random.nextBoolean())
        .schedule(random.nextBoolean() ? ModelSchedule.NONE : schedule())
        .aliases(names(0))
        .cachedInputUsdPerMtok(oneOf(Double.NaN, amount()))
        .offer(
            new ModelOffer(
                maybe(() -> names(0)),
                maybe(() -> names(1)),
                oneOf(-1, 1 + random.nextInt(Integer.MAX_VALUE - 1))))
        .build();
  }

  private ModelSchedule schedule() {
    List<RecurringPrice> calendar = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      int from = random.nextInt(RecurringPrice.MINUTES_OF_DAY);
      calendar.add(
          new RecurringPrice(
              1 + random.nextInt(RecurringPrice.EVERY_DAY),
              from,
              from == 720 ? RecurringPrice.MINUTES_OF_DAY : 720,
              ZoneId.of(oneOf("Z", "+05:30", "Europe/Berlin", "America/New_York")),
              amount(),
              amount()));
    }
    return new ModelSchedule(
        oneOf(Long.MAX_VALUE, time()), oneOf(Long.MIN_VALUE, time()), calendar);
  }

  SlaPolicy sla(String policy) {
    return new SlaPolicy(
            version(),
            share(),
            policy,
            share(),
            policy.startsWith("fixed:") ? Map.of() : texts(),
            oneOf(
                FeedbackTerms.DEFAULT,
                new FeedbackTerms(
                    1 + random.nextInt(1_000_000_000),
                    share(),
                    share(),
                    share(),
                    1 + small(),
                    1_000_000_000L + small())),
            oneOf(SlaPolicy.Mode.values()))
        .judgedBy(policy.equals("surety") ? maybe(() -> new JudgeTerms(0.01, amount(), 0.9)) : null)
        .certified(
            maybe(() -> new CertificateTerms(0.95, oneOf(CertificateTerms.Unanswered.values()))))
        .within(maybe(() -> budget()))
        .by(maybe(this::deadline))
        .limited(new SlaLimits(names(0), names(0), names(0)));
  }

  String name() {
    return text(1, 40);
  }

  private TenantTier key() {
    return new TenantTier(text(1, 20), text(1, 20));
  }

  private List<String> names(int min) {
    List<String> names = new ArrayList<>();
    for (int n = min + random.nextInt(5); n > 0; n--) {
      names.add(name());
    }
    return names;
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      texts.put(name(), text(0, 50));
    }
    return texts;
  }

  private Features embedding() {
    float[] values = new float[oneOf(1, 7, 65, 4096)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
    }
    values[0] = oneOf(values[0], Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 0f);
    return Dense.of(values);
  }

  /** Between {@code min} and {@code max} characters, mostly short. */
  private String text(int min, int max) {
    int[] alphabet = ALPHABET.codePoints().toArray();
    int n = random.nextInt(20) == 0 ? max : min + random.nextInt(Math.min(max - min, 12) + 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      // What has two halves is rare, so that the longest texts keep within their UTF-16 limits.
      int c = alphabet[random.nextInt(alphabet.length)];
      text.appendCodePoint(n == max && c > 0xffff ? 'x' : c);
    }
    return text.toString();
  }

  private int count() {
    return oneOf(RoutingRequest.UNKNOWN, 0, small(), Integer.MAX_VALUE);
  }

  private int small() {
    return random.nextInt(100_000);
  }

  private long version() {
    return oneOf(0L, (long) small(), random.nextLong() >>> 1, Long.MAX_VALUE - 1);
  }

  private long time() {
    return oneOf(0L, (long) (random.nextDouble() * IsoTime.MAX_MILLIS), IsoTime.MAX_MILLIS);
  }

  private double share() {
    return oneOf(0.0, random.nextDouble(), random.nextDouble() * 1e-9, 1.0);
  }

  private double amount() {
    return oneOf(0.0, random.nextDouble(), random.nextDouble() * 1e6, Double.MIN_VALUE, 1e6);
  }

  private <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? null : value.get();
  }

  @SafeVarargs
  private <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }
}
