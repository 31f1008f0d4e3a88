package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision.Reason;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import dev.surety.engine.UnknownNames;
import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.FadingMeans;
import dev.surety.estimator.LogisticHeads;
import dev.surety.estimator.RunningMeans;
import dev.surety.estimator.Sample;
import dev.surety.policy.MessPlus;
import dev.surety.policy.PolicyMemory.LearnedMemory;
import dev.surety.policy.PolicyMemory.NoMemory;
import dev.surety.testing.Bytes;
import dev.surety.testing.Bytes.Reading;
import dev.surety.wire.json.TopicRecord;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Every binary form read and written again gives the same object and the same bytes. */
class CodecRoundTripTest {

  /** Writes one object. */
  @FunctionalInterface
  private interface Writing<T> {
    void to(T object, DataOutput out) throws IOException;
  }

  private static <T> void roundTrips(T object, Writing<T> writing, Reading<T> reading) {
    byte[] bytes = Bytes.of(out -> writing.to(object, out));
    T read = Bytes.read(bytes, reading);

    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
        .isEqualTo(object);
    assertThat(Bytes.of(out -> writing.to(read, out))).isEqualTo(bytes);
  }

  @Property(tries = 40)
  void account(@ForAll long seed) {
    Random any = new Random(seed);
    Account account = new Account();
    account.seq = any.nextLong();
    account.clock = any.nextLong();
    account.presentMap = any.nextInt(2);
    account.openPresent = any.nextInt();
    account.openPast = any.nextInt();
    account.dropped = any.nextLong();
    account.queue = any.nextDouble();
    account.bookedTarget = any.nextGaussian();
    account.bookedSatisfaction = any.nextGaussian();
    account.labels = any.nextLong();
    account.satisfactionSum = any.nextGaussian();
    account.satisfactionSquares = any.nextGaussian();
    account.requests = any.nextLong();
    account.explored = any.nextLong();
    account.catchingUpDecisions = any.nextLong();
    account.infeasibleDecisions = any.nextLong();
    sample(account.delivery.judged, any);
    sample(account.delivery.asked, any);
    sample(account.delivery.closed, any);
    sample(account.pending[0], any);
    sample(account.pending[1], any);
    account.expectedCostUsd = any.nextDouble();
    account.bestSingleCostUsd = any.nextDouble();
    account.costUsd = any.nextDouble();
    account.spentUsd = any.nextGaussian();
    account.bestUsd = any.nextGaussian();
    account.moneyMap = any.nextInt(2);
    account.moneyPresent = any.nextInt();
    account.moneyPast = any.nextInt();
    account.moneyDropped = any.nextLong();
    for (int i = 0; i < account.outcomes.length; i++) {
      account.outcomes[i] = any.nextLong();
    }
    account.decisions = any.longs(any.nextInt(30)).toArray();
    account.ranking = shorts(any);
    account.catchingUp = any.nextBoolean();
    account.infeasible = any.nextBoolean();
    account.incumbent = (short) any.nextInt(100);
    account.config = text(any);
    if (any.nextBoolean()) {
      MessPlus.Clock clock = new MessPlus.Clock();
      clock.t = any.nextLong();
      account.memory = clock;
    }
    roundTrips(account, AccountCodec::write, AccountCodec::read);
  }

  private static void sample(Sample sample, Random any) {
    if (any.nextBoolean()) {
      sample.count = any.nextLong();
      sample.labels = any.nextLong();
      sample.sum = any.nextGaussian();
      sample.base = any.nextGaussian();
      sample.slope = any.nextInt(100);
      sample.promised = any.nextDouble();
    }
  }

  @Property(tries = 40)
  void learner(@ForAll long seed) {
    Random any = new Random(seed);
    int slots = any.nextInt(6);
    ModelTable models = new ModelTable();
    CostEstimator costs = new CostEstimator();
    costs.ensureSlots(slots);
    means(costs.inputTokens, any);
    means(costs.outputTokens, any);
    means(costs.paidRatio, any);
    for (int slot = 0; slot < slots; slot++) {
      models.rows.add(
          new ModelTable.Row(text(any), any.nextDouble(), any.nextDouble(), any.nextBoolean()));
    }
    List<UnknownNames.Named> names = new ArrayList<>();
    for (int i = any.nextInt(UnknownNames.MOST + 1); i > 0; i--) {
      names.add(new UnknownNames.Named(text(any), any.nextLong(Long.MAX_VALUE)));
    }
    UnknownNames unknown = new UnknownNames(names, any.nextInt(1 << 20));
    Learner learner = new Learner(models, costs, unknown, text(any), memory(any, slots));
    roundTrips(learner, LearnerCodec::write, LearnerCodec::read);
  }

  private static void means(FadingMeans means, Random any) {
    for (int slot = 0; slot < means.slots(); slot++) {
      means.sum[slot] = any.nextFloat();
      means.count[slot] = any.nextFloat();
    }
  }

  private static LearnedMemory memory(Random any, int slots) {
    return switch (any.nextInt(3)) {
      case 0 -> NoMemory.INSTANCE;
      case 1 -> {
        RunningMeans means = new RunningMeans();
        means.ensureSlots(slots);
        for (int slot = 0; slot < slots; slot++) {
          means.learn(slot, Features.NONE, any.nextDouble(), 1);
        }
        yield new MessPlus.Predictor(means);
      }
      default -> {
        LogisticHeads heads = new LogisticHeads();
        heads.ensureSlots(slots);
        for (int slot = 0; slot < slots; slot++) {
          heads.learn(slot, features(any, 64), any.nextDouble(), 1);
        }
        yield new MessPlus.Predictor(heads);
      }
    };
  }

  /** Features of many dimensions must not make the state unreadable. */
  @Property(tries = 2)
  void learnerOfManyDimensions(@ForAll long seed) {
    LogisticHeads heads = new LogisticHeads();
    heads.ensureSlots(2);
    heads.learn(1, new Features(new int[] {3, 70_000}, new float[] {1, 2}), 1, 1);
    Learner learner =
        new Learner(
            new ModelTable(),
            new CostEstimator(),
            "mess-plus/logistic",
            new MessPlus.Predictor(heads));
    roundTrips(learner, LearnerCodec::write, LearnerCodec::read);
  }

  @Property(tries = 40)
  void openDecision(@ForAll long seed) {
    Random any = new Random(seed);
    OpenDecision open = new OpenDecision();
    open.unrouted = any.nextInt(5) == 0;
    open.id = open.unrouted ? 0 : any.nextLong();
    open.time = any.nextLong();
    open.decidedAt = any.nextLong();
    open.policy = text(any);
    open.reason = Reason.values()[any.nextInt(Reason.values().length)];
    open.apply = any.nextBoolean();
    open.solicit = any.nextBoolean();
    open.explored = any.nextBoolean();
    open.booked = any.nextBoolean();
    open.bucket = (short) any.nextInt(1 << 16);
    open.models = shorts(any);
    open.fallbacks = shorts(any);
    open.propensity = any.nextDouble();
    open.expectedCostUsd = any.nextDouble();
    open.expectedAllUsd = open.models.length > 1 ? any.nextDouble() : open.expectedCostUsd;
    open.best = (short) any.nextInt();
    open.bestCostUsd = any.nextDouble();
    open.maxOutputTokens = any.nextInt(3) - 1;
    open.expectedSatisfaction = any.nextInt(5) == 0 ? Double.NaN : any.nextDouble();
    open.target = any.nextInt(5) == 0 ? Double.NaN : any.nextInt(101) / 100.0;
    open.judged = any.nextLong();
    open.used = any.nextLong();
    open.features = features(any, 1 << 20);
    roundTrips(open, OpenDecisionCodec::write, OpenDecisionCodec::read);
  }

  @Property(tries = 40)
  void spending(@ForAll long seed) {
    Random any = new Random(seed);
    Spending spending = new Spending();
    spending.time = any.nextLong();
    spending.best = (short) any.nextInt();
    spending.bestUsd = any.nextGaussian();
    spending.settled = any.nextBoolean();
    for (int i = any.nextInt(5); i > 0; i--) {
      boolean known = any.nextBoolean();
      Spending.Answer answer =
          new Spending.Answer(
              known ? any.nextInt(1 << 15) : -1, known ? "" : text(any), any.nextInt(1 << 20));
      answer.inputTokens = tokens(any);
      answer.outputTokens = tokens(any);
      answer.cachedInputTokens = tokens(any);
      answer.reasoningTokens = tokens(any);
      answer.costUsd = any.nextBoolean() ? Double.NaN : any.nextDouble();
      answer.bookedUsd = any.nextDouble();
      answer.believedUsd = any.nextBoolean() ? answer.bookedUsd : any.nextDouble();
      answer.taughtUsd = any.nextBoolean() ? Double.NaN : any.nextDouble();
      answer.besides = any.nextBoolean();
      answer.taughtInput = any.nextBoolean();
      answer.taughtOutput = any.nextBoolean();
      answer.taughtRatio = any.nextBoolean();
      spending.answers.add(answer);
    }
    roundTrips(spending, SpendingCodec::write, SpendingCodec::read);
  }

  private static int tokens(Random any) {
    return any.nextBoolean() ? RoutingRequest.UNKNOWN : any.nextInt(Integer.MAX_VALUE);
  }

  @Property(tries = 40)
  void request(@ForAll long seed) {
    Random any = new Random(seed);
    Map<String, String> attributes = new TreeMap<>();
    for (int i = any.nextInt(20); i > 0; i--) {
      attributes.put(text(any), text(any));
    }
    RoutingRequest request =
        RoutingRequest.builder(
                text(any), new TenantTier("acme-" + any.nextInt(9), "gold"), any.nextLong())
            .prompt(absent(any))
            .promptChars(any.nextInt())
            .features(features(any, 4096))
            .inputTokens(any.nextInt())
            .maxOutputTokens(any.nextInt())
            .candidates(any.nextBoolean() ? List.of() : List.of(text(any), text(any)))
            .pinnedModel(absent(any))
            .incumbent(absent(any))
            .conversationId(absent(any))
            .tag(absent(any))
            .attributes(attributes)
            .build();
    eventRoundTrips(request);
  }

  @Property(tries = 40)
  void feedback(@ForAll long seed) {
    Random any = new Random(seed);
    eventRoundTrips(
        Feedback.builder(text(any), new TenantTier("acme", "gold"), text(any), any.nextLong())
            .decisionId(absent(any))
            .satisfaction(any.nextBoolean() ? Double.NaN : any.nextDouble())
            .inputTokens(any.nextInt())
            .outputTokens(any.nextInt())
            .latencyMillis(any.nextLong())
            .costUsd(any.nextBoolean() ? Double.NaN : any.nextDouble())
            .error(absent(any))
            .finalError(any.nextBoolean())
            .source(Feedback.Source.values()[any.nextInt(Feedback.Source.values().length)])
            .cachedInputTokens(any.nextInt())
            .reasoningTokens(any.nextInt())
            .attempt(any.nextInt())
            .firstTokenMillis(any.nextLong())
            .usageEstimated(any.nextBoolean())
            .build());
  }

  @Test
  void feedbackThatWasHeldBeforeItHadATimeToTheFirstTokenIsRead() {
    Feedback full =
        Feedback.builder("r", new TenantTier("acme", "gold"), "small", 7)
            .inputTokens(3)
            .attempt(2)
            .firstTokenMillis(40)
            .usageEstimated(true)
            .build();
    byte[] bytes = Bytes.of(out -> TenantEventCodec.write(full, out));
    byte[] second = Arrays.copyOf(bytes, bytes.length - Long.BYTES - 1);
    second[0] = 2;

    assertThat(Bytes.read(second, TenantEventCodec::read))
        .isEqualTo(full.toBuilder().firstTokenMillis(-1).usageEstimated(false).build());
  }

  private static void eventRoundTrips(TenantEvent event) {
    byte[] bytes = Bytes.of(out -> TenantEventCodec.write(event, out));
    TenantEvent read = Bytes.read(bytes, TenantEventCodec::read);

    assertThat(read).isEqualTo(event);
    assertThat(Bytes.of(out -> TenantEventCodec.write(read, out))).isEqualTo(bytes);
  }

  @Property(tries = 40)
  void topicRecord(@ForAll long seed) {
    Random any = new Random(seed);
    Map<String, String> headers = new TreeMap<>();
    for (int i = any.nextInt(9); i > 0; i--) {
      headers.put(text(any), absent(any));
    }
    TopicRecord record = new TopicRecord(bytes(any), bytes(any), new LinkedHashMap<>(headers));
    roundTrips(record, TopicRecordCodec::write, TopicRecordCodec::read);
  }

  private static byte[] bytes(Random any) {
    if (any.nextInt(4) == 0) {
      return null;
    }
    byte[] bytes = new byte[any.nextInt(100)];
    any.nextBytes(bytes);
    return bytes;
  }

  private static Features features(Random any, int dimensions) {
    int[] indices = any.ints(any.nextInt(20), 0, dimensions).distinct().sorted().toArray();
    float[] values = new float[indices.length];
    IntStream.range(0, values.length).forEach(i -> values[i] = any.nextFloat());
    return indices.length == 0 ? Features.NONE : new Features(indices, values);
  }

  private static short[] shorts(Random any) {
    short[] shorts = new short[any.nextInt(30)];
    IntStream.range(0, shorts.length).forEach(i -> shorts[i] = (short) any.nextInt());
    return shorts;
  }

  private static String absent(Random any) {
    return any.nextInt(3) == 0 ? null : text(any);
  }

  /** Latin, umlauts, Cyrillic and beyond the basic plane. */
  private static String text(Random any) {
    String alphabet = "abc-XYZ 019/\"\\\nöß\u0416\u2713";
    StringBuilder text = new StringBuilder();
    for (int i = any.nextInt(30); i > 0; i--) {
      text.append(alphabet.charAt(any.nextInt(alphabet.length())));
    }
    return text.append(any.nextInt(3) == 0 ? "\ud83d\ude00" : "").toString();
  }
}
