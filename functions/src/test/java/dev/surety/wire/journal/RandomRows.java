package dev.surety.wire.journal;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.HeldTime;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.testing.DecidedBuilder;
import dev.surety.testing.DecisionBuilder;
import dev.surety.testing.OutcomeBuilder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Journal rows of every kind with any value in every component, NaN and null among them. */
record RandomRows(Random random) {

  JournalRow next() {
    Stamp stamp = stamp(new TenantTier("t" + text(), "g" + text()));
    return switch (random.nextInt(5)) {
      case 0 -> decided(stamp);
      case 1 -> outcome(stamp);
      case 2 -> new Closed(stamp, one(Closed.Cause.values()), random.nextInt());
      case 3 -> new JournalRow.Config(stamp(null), text(), text());
      default ->
          new JournalRow.Lineage(
              stamp(null), orNull(this::text), random.nextLong(), random.nextInt(), text());
    };
  }

  private Stamp stamp(TenantTier key) {
    HeldTime held =
        random.nextInt(3) > 0 ? null : new HeldTime(random.nextLong(), random.nextLong());
    return new Stamp(
        text(),
        random.nextLong(),
        key,
        random.nextLong(),
        random.nextLong(),
        held,
        random.nextBoolean() ? 0 : random.nextLong());
  }

  private JournalRow decided(Stamp stamp) {
    RoutingRequest request =
        RoutingRequest.builder(text(), stamp.key(), stamp.time())
            .prompt(orNull(this::text))
            .promptChars(count())
            .features(features())
            .inputTokens(count())
            .maxOutputTokens(count())
            .candidates(texts())
            .pinnedModel(orNull(this::text))
            .incumbent(orNull(this::text))
            .conversationId(orNull(this::text))
            .tag(orNull(this::text))
            .attributes(attributes())
            .build();
    int notices = notices();
    Decision decision =
        DecisionBuilder.aDecision(request.requestId())
            .infeasible(Notice.DEADLINE_INFEASIBLE.isIn(notices) ? Decision.DEADLINE : null)
            .decisionId(text())
            .key(stamp.key())
            .model(text())
            .apply(random.nextBoolean())
            .alsoQuery(texts())
            .fallbacks(texts())
            .solicit(random.nextBoolean())
            .explored(random.nextBoolean())
            .propensity(real())
            .expectedCostUsd(real())
            .expectedSatisfaction(real())
            .policy(text())
            .reason(one(Decision.Reason.values()))
            .decidedAt(random.nextLong())
            .replaces(orNull(this::text))
            .build();
    return DecidedBuilder.of(stamp, request, decision)
        .config(text())
        .seed(random.nextLong())
        .target(real())
        .queue(real())
        .v(real())
        .exploreProbability(real())
        .catchingUp(random.nextBoolean())
        .infeasible(random.nextBoolean())
        .candidates(
            Stream.generate(() -> new Candidate(text(), real(), real(), real(), real()))
                .limit(random.nextInt(4))
                .collect(Collectors.collectingAndThen(Collectors.toList(), CandidateColumns::of)))
        .notices(notices)
        .keyedChance(random.nextBoolean())
        .build();
  }

  private JournalRow outcome(Stamp stamp) {
    Feedback feedback =
        Feedback.builder(text(), stamp.key(), text(), stamp.time())
            .decisionId(orNull(this::text))
            .satisfaction(real())
            .inputTokens(count())
            .outputTokens(count())
            .latencyMillis(random.nextBoolean() ? RoutingRequest.UNKNOWN : random.nextLong())
            .costUsd(real())
            .error(orNull(this::text))
            .finalError(random.nextBoolean())
            .source(one(Feedback.Source.values()))
            .cachedInputTokens(count())
            .reasoningTokens(count())
            .attempt(random.nextInt(1 << 20))
            .firstTokenMillis(random.nextBoolean() ? RoutingRequest.UNKNOWN : random.nextLong())
            .usageEstimated(random.nextBoolean())
            .build();
    return OutcomeBuilder.of(stamp, feedback, one(OutcomeClass.values()))
        .config(text())
        .decidedModel(orNull(this::text))
        .decidedId(orNull(this::text))
        .learnt(random.nextBoolean())
        .booked(random.nextBoolean())
        .bookedCostUsd(real())
        .queue(real())
        .notices(notices())
        .priced(orNull(this::text))
        .takenFor(orNull(this::text))
        .spentChangeUsd(real())
        .bestChangeUsd(real())
        .replaced(real())
        .promised(real())
        .build();
  }

  private int notices() {
    return random.nextInt(1 << Notice.count());
  }

  private Features features() {
    int n = random.nextInt(4);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    return new Features(IntStream.range(0, n).map(i -> random.nextInt()).toArray(), values);
  }

  private Map<String, String> attributes() {
    return IntStream.range(0, random.nextInt(4))
        .boxed()
        .collect(Collectors.toMap(i -> i + text(), i -> text()));
  }

  private int count() {
    return random.nextBoolean() ? RoutingRequest.UNKNOWN : random.nextInt();
  }

  private double real() {
    return switch (random.nextInt(6)) {
      case 0 -> Double.NaN;
      case 1 -> -0.0;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> Double.longBitsToDouble(random.nextLong());
      default -> random.nextGaussian();
    };
  }

  private List<String> texts() {
    return Stream.generate(this::text).limit(random.nextInt(3)).toList();
  }

  /**
   * No control characters, which keys don't allow; umlauts, Chinese and an emoji among the rest.
   */
  private String text() {
    String[] letters = {"a", "Z", "0", "ü", "\"", "\\", " ", "語", "🚀"};
    return Stream.generate(() -> one(letters))
        .limit(random.nextInt(6))
        .collect(Collectors.joining());
  }

  private <T> T orNull(Supplier<T> value) {
    return random.nextBoolean() ? null : value.get();
  }

  private <T> T one(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
