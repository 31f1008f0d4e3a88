package dev.surety.tools.history;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.tools.journal.WrittenJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Traffic of one key whose promise names a judge, and the journal that it leaves. Users are always
 * satisfied, the judge never is; a gateway calls every other word of his, where it was bought, just
 * solicited.
 */
final class JudgedTraffic {

  private static final int REQUESTS = 600;

  private final Play play;
  private final Random world = new Random(9);

  /** Words of users, which are all different. */
  int said;

  /** Words of the judge. */
  int judged;

  JudgedTraffic(FeedbackTerms terms, SlaPolicy.Mode mode) {
    JudgeTerms judge = new JudgeTerms(1e-7, 1, 0.9);
    SlaPolicy sla = new SlaPolicy(2, 0.8, "surety", 0, Map.of(), terms, mode).judgedBy(judge);
    play = Play.of(sla, Pools.three());
    for (int i = 0; i < REQUESTS; i++) {
      long time = 10L * i;
      Decision decision =
          play.decide(
              Requests.id("r" + i)
                  .at(time)
                  .tagged("tag" + world.nextInt(3))
                  .incumbent(Pools.CHEAP)
                  .request());
      boolean userFirst = world.nextBoolean();
      if (userFirst) {
        user(decision, time + 1);
      }
      judge(decision, time + 2);
      if (!userFirst) {
        user(decision, time + 3);
      }
    }
  }

  private void user(Decision decision, long time) {
    if (world.nextInt(4) == 0) {
      said++;
      Source source =
          decision.solicit() && decision.judge() == null ? Source.SOLICITED : Source.USER;
      play.learn(answer(decision, time).satisfied(true).says(source).feedback());
    }
  }

  private void judge(Decision decision, long time) {
    boolean bought = decision.judge() != null;
    if (bought || world.nextInt(10) == 0) {
      judged++;
      Source source = bought && judged % 2 == 0 ? Source.SOLICITED : Source.JUDGE;
      Answers word = answer(decision, time).satisfied(false).says(source);
      play.learn((judged % 3 == 0 ? word.paid(2e-7) : word).feedback());
    }
  }

  private Answers answer(Decision decision, long time) {
    boolean observed = play.config().sla().mode() == SlaPolicy.Mode.OBSERVE;
    return Answers.to(decision).by(observed ? Pools.CHEAP : decision.model()).at(time);
  }

  Play play() {
    return play;
  }

  /** Rows in no order. */
  Path writeTo(Path folder) throws IOException {
    List<JournalRow> rows = new ArrayList<>(play.journal());
    rows.add(new Lineage(new Stamp("run-1", 0, null, 0, 0), null, -1, 0, "test"));
    rows.add(dev.surety.tools.audit.WrittenJournal.config("run-1", play.config()));
    return WrittenJournal.shuffled(folder, rows, 3);
  }
}
