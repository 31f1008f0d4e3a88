package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A state that is stored and read at any moment continues bit by bit. */
class SuretyRestoreTest {

  /**
   * The second state is thrown away again and again and read back from its account and from the
   * learner as it was when {@code takeLearnerChange} last asked for it to be written.
   */
  @Property(tries = 150)
  void restoredStateContinuesBitByBit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int models,
      @ForAll Precision precision,
      @ForAll boolean ofFleet,
      @ForAll boolean judged) {
    assertContinuesBitByBit(seed, models, precision, ofFleet, judged);
  }

  /**
   * The sum of what the contexts add is the zero with a sign here while no word is left that they
   * are of; then they are of another model's words, and are stored.
   */
  @Test
  void aZeroKeepsItsSignInColumnsThatAreNotWritten() {
    assertContinuesBitByBit(293_028_455, 2, Precision.EXACT, true, true);
  }

  private static void assertContinuesBitByBit(
      long seed, int models, Precision precision, boolean ofFleet, boolean judged) {
    SplittableRandom setup = new SplittableRandom(seed);
    // A short window makes the counts renormalise, which happens once in 44 windows.
    double window = setup.nextBoolean() ? 5 : 30_000;
    SuretyAlgorithm algorithm =
        new SuretyAlgorithm(
            SuretyConstants.defaults()
                .with(Map.of("window", window, "buckets", 1.0 + setup.nextInt(16))));
    SuretyTerms terms = RandomTraffic.terms(setup);
    SuretyState kept = algorithm.start(terms, precision);
    SuretyState restored = algorithm.start(terms, precision);
    RandomTraffic ofKept = new RandomTraffic(algorithm, seed, true);
    RandomTraffic ofRestored = new RandomTraffic(algorithm, seed, true);
    if (ofFleet) {
      ofKept.ofFleet();
      ofRestored.ofFleet();
    }
    if (judged) {
      ofKept.judged();
      ofRestored.judged();
    }
    ofKept.startModels(kept, models);
    ofRestored.startModels(restored, models);
    byte[] stored = null;
    for (int i = 0; i < 900; i++) {
      ofKept.next(kept);
      ofRestored.next(restored);
      assertSame(ofKept.proposal(), ofRestored.proposal(), i);
      kept.takeLearnerChange();
      if (restored.takeLearnerChange()) {
        stored = SuretyCodec.learner(restored.learner());
      }
      if (setup.nextInt(i < 100 ? 2 : 6) == 0) {
        SuretyLearner read = SuretyCodec.readLearner(stored);
        assertThat(bits(read)).as("at event %d", i).isEqualTo(bits(restored.learner()));
        restored =
            algorithm.join(
                SuretyCodec.readAccount(SuretyCodec.account(restored.account())),
                read,
                ofRestored.version(),
                RandomTraffic::name);
      }
    }
    assertThat(SuretyCodec.account(restored.account()))
        .isEqualTo(SuretyCodec.account(kept.account()));
    assertThat(SuretyCodec.learner(restored.learner()))
        .isEqualTo(SuretyCodec.learner(kept.learner()));
  }

  /** Counts are divided by a power of two now and then, which must not show. */
  @Property(tries = 60)
  void renormalisingChangesNoBit(
      @ForAll long seed,
      @ForAll Precision precision,
      @ForAll boolean ofFleet,
      @ForAll boolean judged) {
    SuretyAlgorithm algorithm =
        new SuretyAlgorithm(SuretyConstants.defaults().with(Map.of("window", 20.0)));
    SuretyTerms terms = RandomTraffic.terms(new SplittableRandom(seed));
    SuretyState early = algorithm.start(terms, precision);
    SuretyState late = algorithm.start(terms, precision);
    early.account.scale = 0x1p-63;
    late.account.scale = 0x1p-1;
    RandomTraffic ofEarly = new RandomTraffic(algorithm, seed, true);
    RandomTraffic ofLate = new RandomTraffic(algorithm, seed, true);
    if (ofFleet) {
      ofEarly.ofFleet();
      ofLate.ofFleet();
    }
    if (judged) {
      ofEarly.judged();
      ofLate.judged();
    }
    ofEarly.startModels(early, 4);
    ofLate.startModels(late, 4);
    for (int i = 0; i < 2500; i++) {
      ofEarly.next(early);
      ofLate.next(late);
      assertSame(ofEarly.proposal(), ofLate.proposal(), i);
    }
  }

  /** A window of two requests: counts are divided by 2^64 again and again, until none is left. */
  @Test
  void whatFadesAwayIsGoneInMemoryAsOnDisk() {
    SuretyAlgorithm algorithm =
        new SuretyAlgorithm(SuretyConstants.defaults().with(Map.of("window", 2.0)));
    SuretyState state =
        algorithm.start(new SuretyTerms(0.8, 0.3, 0.1, false, true, true), Precision.COMPACT);
    algorithm.addModel(state, 1, 0, 0);
    algorithm.addModel(state, 2, 0, 0);
    RouteProposal proposal = new RouteProposal();
    for (int i = 0; i < 400; i++) {
      algorithm.route(state, 0, null, proposal);
      algorithm.serve(state, 0);
      if (i == 0) {
        algorithm.learn(state, 0, 0, new Outcome(1, 1, 5), false);
      }
      byte[] stored = SuretyCodec.learner(state.learner());
      assertThat(SuretyCodec.learner(SuretyCodec.readLearner(stored))).isEqualTo(stored);
    }
  }

  @Test
  void damagedBytesAreRefusedWithTheReason() {
    SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
    SuretyState state =
        algorithm.start(new SuretyTerms(0.8, 0.2, 0.2, false, false, true), Precision.COMPACT);
    byte[] empty = SuretyCodec.learner(state.learner());
    algorithm.addModel(state, 1, 0, 0);
    byte[] account = SuretyCodec.account(state.account());
    byte[] learner = SuretyCodec.learner(state.learner());
    assertThatThrownBy(() -> join(algorithm, account, Arrays.copyOf(learner, learner.length / 2)))
        .hasMessageContaining("cut short");
    assertThatThrownBy(() -> join(algorithm, account, empty))
        .hasMessageContaining("not of one state");
    byte[] newer = account.clone();
    newer[0] = 9;
    assertThatThrownBy(() -> join(algorithm, newer, learner))
        .hasMessageStartingWith("the stored account has layout version 9, but this program reads")
        .hasMessageContaining("1 to 2");
    byte[] newerLearner = learner.clone();
    newerLearner[0] = 9;
    assertThatThrownBy(() -> join(algorithm, account, newerLearner))
        .hasMessageStartingWith("the stored learner has layout version 9, but this program reads")
        .hasMessageContaining("1 to 6");
  }

  private static SuretyState join(SuretyAlgorithm algorithm, byte[] account, byte[] learner) {
    return algorithm.join(SuretyCodec.readAccount(account), SuretyCodec.readLearner(learner));
  }

  private static void assertSame(RouteProposal left, RouteProposal right, int event) {
    assertThat(bits(right.need())).as("need at event %d", event).isEqualTo(bits(left.need()));
    assertThat(bits(right.standardError())).isEqualTo(bits(left.standardError()));
    assertThat(right.models()).isEqualTo(left.models());
    for (int m = 0; m < left.models(); m++) {
      assertThat(bits(right.propensity(m)))
          .as(
              "propensity of model %d at event %d: %s, not %s",
              m, event, right.propensity(m), left.propensity(m))
          .isEqualTo(bits(left.propensity(m)));
    }
  }

  /** Of all columns that are stored, in whatever layout. */
  private static long[] bits(SuretyLearner learner) {
    ModelEvidence models = learner.models;
    Stream<double[]> columns =
        Stream.of(models.columns(), models.judgedColumns(), models.placedColumns())
            .flatMap(Arrays::stream);
    TagCells cells = learner.cells;
    if (cells != null) {
      Stream<double[]> ofCells =
          Stream.of(
              cells.level,
              cells.offset,
              cells.deviation,
              cells.effect,
              cells.costRatio,
              cells.paid,
              cells.expected,
              cells.satisfied,
              cells.weight,
              Arrays.copyOf(cells.asideRate, cells.asides));
      columns = Stream.concat(columns, ofCells);
    }
    return columns.flatMapToDouble(Arrays::stream).mapToLong(SuretyRestoreTest::bits).toArray();
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
