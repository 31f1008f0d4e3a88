package dev.surety.wire.json;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSchedule;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Notice;
import dev.surety.domain.RecurringPrice;
import dev.surety.domain.Refusal;
import dev.surety.domain.Rejection;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
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
    return new RoutingRequest(
        text(1, 512),
        key(),
        time(),
        prompt,
        prompt == null ? RoutingRequest.UNKNOWN : prompt.length(),
        random.nextBoolean() ? Features.NONE : embedding(),
        count(),
        count(),
        random.nextBoolean() ? List.of() : names(1),
        maybe(this::name),
        maybe(this::name),
        maybe(() -> text(1, 512)),
        maybe(() -> text(1, 512)),
        texts());
  }

  Feedback feedback() {
    String error = maybe(() -> text(1, 100));
    double cost = random.nextBoolean() ? Double.NaN : amount();
    return new Feedback(
        text(1, 512),
        key(),
        name(),
        time(),
        maybe(() -> text(1, 64)),
        error == null && Double.isNaN(cost) ? share() : oneOf(Double.NaN, share()),
        count(),
        count(),
        oneOf(-1L, random.nextLong() >>> 1),
        cost,
        error,
        random.nextBoolean(),
        oneOf(Feedback.Source.values()),
        count(),
        count(),
        oneOf(0, 1, small()));
  }

  Decision decision() {
    return new Decision(
        text(1, 64),
        text(1, 512),
        key(),
        name(),
        random.nextBoolean(),
        names(0),
        names(0),
        random.nextBoolean(),
        random.nextBoolean(),
        share(),
        oneOf(Double.NaN, amount()),
        oneOf(Double.NaN, share()),
        name(),
        oneOf(Decision.Reason.values()),
        time(),
        maybe(() -> text(1, 512)));
  }

  Refusal refusal() {
    return new Refusal(
        text(1, 512), key(), oneOf(Rejection.Reason.values()).word(), text(0, 2000), time());
  }

  Standing standing() {
    Map<String, Long> models = new LinkedHashMap<>();
    names(0).forEach(name -> models.put(name, random.nextLong() >>> 1));
    return new Standing(
        key(),
        time(),
        random.nextLong() >>> 1,
        name(),
        maybe(this::name),
        names(0),
        share(),
        oneOf(Double.NaN, share()),
        oneOf(Double.NaN, share()),
        oneOf(Double.NaN, share()),
        random.nextGaussian() * 1e6,
        random.nextBoolean(),
        random.nextLong() >>> 1,
        random.nextLong() >>> 1,
        random.nextLong() >>> 1,
        amount(),
        amount(),
        amount(),
        models,
        random.nextBoolean()
            ? Map.of()
            : Map.of(Notice.CLOCK_AHEAD.word(), random.nextLong() >>> 1),
        random.nextBoolean() ? Map.of() : Map.of(name(), random.nextLong() >>> 1),
        names(0),
        maybe(() -> oneOf(SlaPolicy.Mode.values())),
        random.nextBoolean() ? Map.of() : Map.of(name(), random.nextLong() >>> 1),
        amount(),
        amount());
  }

  /** Any update that has a value, so no tombstone. */
  ControlUpdate update() {
    TenantTier key = random.nextInt(4) == 0 ? new TenantTier("*", "*") : key();
    return switch (random.nextInt(5)) {
      case 0 -> new ControlUpdate.ModelUpdate(model());
      case 1 -> new ControlUpdate.ModelRemoved(name(), version());
      case 2 -> new ControlUpdate.SlaUpdate(key.tenant(), key.tier(), sla(name()));
      case 3 -> new ControlUpdate.SlaRemoved(key.tenant(), key.tier(), version());
      default -> new ControlUpdate.ArtefactUpdate(key().tenant(), name(), version(), text(0, 5000));
    };
  }

  ModelSpec model() {
    return new ModelSpec(
        name(),
        version(),
        maybe(this::name),
        amount(),
        amount(),
        oneOf(-1, 1 + random.nextInt(Integer.MAX_VALUE - 1)),
        oneOf(ModelSpec.Status.values()),
        oneOf(Long.MIN_VALUE, time()),
        random.nextBoolean(),
        random.nextBoolean() ? ModelSchedule.NONE : schedule(),
        names(0),
        oneOf(Double.NaN, amount()));
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
        oneOf(SlaPolicy.Mode.values()));
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
