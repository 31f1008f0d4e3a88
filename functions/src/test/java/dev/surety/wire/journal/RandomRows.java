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
        new RoutingRequest(
            text(),
            stamp.key(),
            stamp.time(),
            orNull(this::text),
            count(),
            features(),
            count(),
            count(),
            texts(),
            orNull(this::text),
            orNull(this::text),
            orNull(this::text),
            orNull(this::text),
            attributes());
    Decision decision =
        new Decision(
            text(),
            request.requestId(),
            stamp.key(),
            text(),
            random.nextBoolean(),
            texts(),
            texts(),
            random.nextBoolean(),
            random.nextBoolean(),
            real(),
            real(),
            real(),
            text(),
            one(Decision.Reason.values()),
            random.nextLong(),
            orNull(this::text));
    return new JournalRow.Decided(
        stamp,
        request,
        text(),
        random.nextLong(),
        decision,
        real(),
        real(),
        real(),
        real(),
        random.nextBoolean(),
        Stream.generate(() -> new Candidate(text(), real(), real(), real(), real()))
            .limit(random.nextInt(4))
            .collect(Collectors.collectingAndThen(Collectors.toList(), CandidateColumns::of)),
        notices(),
        random.nextBoolean());
  }

  private JournalRow outcome(Stamp stamp) {
    Feedback feedback =
        new Feedback(
            text(),
            stamp.key(),
            text(),
            stamp.time(),
            orNull(this::text),
            real(),
            count(),
            count(),
            random.nextBoolean() ? RoutingRequest.UNKNOWN : random.nextLong(),
            real(),
            orNull(this::text),
            random.nextBoolean(),
            one(Feedback.Source.values()),
            count(),
            count(),
            random.nextInt(1 << 20));
    return new JournalRow.Outcome(
        stamp,
        feedback,
        text(),
        one(OutcomeClass.values()),
        orNull(this::text),
        orNull(this::text),
        random.nextBoolean(),
        random.nextBoolean(),
        real(),
        real(),
        notices(),
        orNull(this::text),
        orNull(this::text),
        real(),
        real(),
        real());
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
