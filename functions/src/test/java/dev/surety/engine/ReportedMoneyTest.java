package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Any mixture of reports, in parts, corrected, repeated, and late: the books are what was reported,
 * and the rows fold to the same state.
 */
class ReportedMoneyTest {

  private static final long WINDOW = 1_000;
  private static final long MONEY_WINDOW = 50_000;
  private static final int CHANGE_OF_PRICES = 4_000;

  /** What is known of an answer in the end, kept by the simplest means. */
  private static final class Known {
    private final long time;
    private int input = -1;
    private int output = -1;
    private double paid = Double.NaN;

    Known(long time) {
      this.time = time;
    }
  }

  private final TenantConfig first =
      TenantConfig.of(
          Promises.surety(0.75).window(WINDOW).moneyWindow(MONEY_WINDOW).sla(), Pools.three());
  private final TenantConfig second = TenantConfig.of(first.sla(), Pools.priced(Pools.three(), 5));

  @Property(tries = 30)
  void booksAreWhatWasReportedAndRowsFoldToTheState(@ForAll long seed) {
    Random world = new Random(seed);
    Play play = Play.unconfigured().inForce(this::at);
    Map<String, Known> reported = new HashMap<>();
    List<Decision> decisions = new ArrayList<>();
    List<Feedback> sent = new ArrayList<>();
    for (int t = 0; t < 10_000; t += 50) {
      play.configure(at(t)).now(t);
      decisions.add(play.decide(Requests.id("r" + t).at(t).request()));
      for (int i = world.nextInt(4); i > 0; i--) {
        Decision about = decisions.get(world.nextInt(decisions.size()));
        Feedback feedback = report(world, about, t).feedback();
        sent.add(feedback);
        keep(reported, feedback, about, t);
        play.learn(feedback);
      }
      if (world.nextInt(3) == 0 && !sent.isEmpty()) {
        Feedback again = sent.get(world.nextInt(sent.size()));
        int of = Integer.parseInt(again.requestId().substring(1)) / 50;
        keep(reported, again, decisions.get(of), t);
        play.learn(again);
      }
    }

    assertThat(play.account().costUsd)
        .isCloseTo(
            reported.entrySet().stream()
                .mapToDouble(e -> usd(e.getKey().split(" ")[1], e.getValue()))
                .sum(),
            within(1e-9));
    double journaled =
        play.journal().stream()
            .filter(Outcome.class::isInstance)
            .mapToDouble(row -> ((Outcome) row).bookedCostUsd())
            .sum();
    assertThat(journaled).isCloseTo(play.account().costUsd, within(1e-9));
    assertThat(folded(play.journal())).isEqualTo(play.bytes());
  }

  private TenantConfig at(long time) {
    return time < CHANGE_OF_PRICES ? first : second;
  }

  /** In parts; of the decided model or a fallback. */
  private static Answers report(Random world, Decision about, int now) {
    Answers answer = Answers.to(about).at(now).attempt(world.nextInt(10) == 0 ? 1 : 0);
    if (world.nextInt(8) == 0) {
      answer.by(Pools.DEAR);
    }
    if (world.nextBoolean()) {
      answer.input(world.nextInt(10_000));
    }
    if (world.nextBoolean()) {
      answer.output(world.nextInt(10_000));
    }
    if (world.nextInt(4) == 0) {
      answer.paid(0.01 * world.nextDouble());
    }
    return world.nextInt(3) == 0 ? answer.satisfied(world.nextBoolean()) : answer;
  }

  /** What comes a feedback window after its request finds no decision, only what is known of it. */
  private static void keep(
      Map<String, Known> reported, Feedback feedback, Decision about, long now) {
    if (!feedback.hasUsage()) {
      return;
    }
    String answer = feedback.requestId() + ' ' + feedback.model() + ' ' + feedback.attempt();
    long first =
        reported.entrySet().stream()
            .filter(e -> e.getKey().startsWith(feedback.requestId() + ' '))
            .mapToLong(e -> e.getValue().time)
            .findAny()
            .orElse(isOnRecord(about, now) ? about.decidedAt() : feedback.time());
    Known known = reported.computeIfAbsent(answer, a -> new Known(first));
    known.input = feedback.inputTokens() >= 0 ? feedback.inputTokens() : known.input;
    known.output = feedback.outputTokens() >= 0 ? feedback.outputTokens() : known.output;
    known.paid = Double.isNaN(feedback.costUsd()) ? known.paid : feedback.costUsd();
  }

  /** The generation of a decision is closed when the one after the next begins. */
  private static boolean isOnRecord(Decision about, long now) {
    return now / WINDOW <= about.decidedAt() / WINDOW + 1;
  }

  private double usd(String name, Known known) {
    ModelSpec model =
        at(known.time).models().stream().filter(m -> m.name().equals(name)).findAny().orElseThrow();
    return Double.isNaN(known.paid)
        ? model.costUsd(Math.max(0, known.input), Math.max(0, known.output))
        : known.paid;
  }

  private byte[] folded(List<JournalRow> rows) {
    Map<String, TenantConfig> configs = Map.of(first.hash(), first, second.hash(), second);
    Play fold = Play.unconfigured();
    for (JournalRow row : rows) {
      if (row instanceof Decided decided) {
        fold.configure(configs.get(decided.config())).now(decided.decision().decidedAt());
        fold.route(decided.request());
      } else if (row instanceof Outcome outcome) {
        String priced = outcome.priced() == null ? outcome.config() : outcome.priced();
        fold.configure(configs.get(outcome.config())).inForce(time -> configs.get(priced));
        fold.learn(outcome.feedback());
      }
    }
    return fold.bytes();
  }
}
