package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The sample-path identity of the virtual queue (dossier section 1, fact 1) in runs of the whole
 * engine: whatever policy decides, whatever target is in force and whatever feedback comes, late,
 * twice, of others or not at all.
 */
class QueueIdentityTest {

  private static final List<ModelSpec> POOL = Pools.three();

  @Property(tries = 60)
  void debtBoundsWhatIsMissing(@ForAll long seed) {
    Random chance = new Random(seed);
    double feedbackRate = chance.nextDouble();
    Play play = Play.of(promise(chance), POOL).seed(seed);
    List<Decision> decisions = new ArrayList<>();
    double start = 0;
    double missing = 0;
    int booked = 0;
    int revised = 0;
    for (int t = 0; t < 300; t++) {
      if (chance.nextInt(50) == 0) {
        play.configure(promise(chance), POOL);
      }
      decisions.add(play.decide(Requests.id("r" + t).at(10L * t).request()));
      if (chance.nextDouble() < feedbackRate) {
        Outcome outcome = play.outcome(answer(decisions, 10L * t, chance).feedback());
        if (outcome.booked() && outcome.outcome() == OutcomeClass.REVISED) {
          missing += outcome.replaced() - outcome.feedback().label();
          revised++;
        } else if (outcome.booked()) {
          missing += play.config().sla().target() - outcome.feedback().label();
          booked++;
        }
      }
    }

    Account account = play.account();
    assertThat(account.labels).isEqualTo(booked);
    assertThat(missing).isLessThanOrEqualTo(account.queue - start + 1e-9 * (booked + 1));
    assertThat(account.bookedTarget - account.bookedSatisfaction)
        .isLessThanOrEqualTo(account.queue - start + 1e-9 * (booked + 1));
    assertThat(account.queue).isNotNegative();
    assertThat(account.requests).isEqualTo(300);
  }

  private static SlaPolicy promise(Random chance) {
    double target = chance.nextInt(101) / 100.0;
    Promises promises =
        switch (chance.nextInt(3)) {
          case 0 -> Promises.fixed(POOL.get(chance.nextInt(3)).name(), target);
          case 1 -> Promises.messPlus(target).with("c", chance.nextDouble());
          default -> Promises.messPlus(target).with("learn_from", "all").with("v", 5);
        };
    return promises.window(100 + chance.nextInt(2000)).maxOpen(2 + chance.nextInt(100)).sla();
  }

  private static Answers answer(List<Decision> decisions, long now, Random chance) {
    Decision about = decisions.get(Math.max(0, decisions.size() - 1 - chance.nextInt(40)));
    Answers answers = Answers.to(about).at(now - 5 + chance.nextInt(40));
    switch (chance.nextInt(10)) {
      case 0 -> answers.by(POOL.get(chance.nextInt(3)).name());
      case 1 -> answers.decidedBy("someone-else");
      case 2 -> answers.decidedBy(null);
      case 3 -> answers.failed(chance.nextBoolean());
      default -> {}
    }
    return chance.nextBoolean()
        ? answers.satisfied(chance.nextBoolean())
        : answers.scored(chance.nextDouble());
  }
}
