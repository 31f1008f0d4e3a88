package dev.surety.tools.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.TenantConfig;
import dev.surety.features.Sketcher;
import dev.surety.output.terminal.PlainErrors;
import dev.surety.policy.Artefacts;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.testing.Answers;
import dev.surety.testing.DecidedBuilder;
import dev.surety.testing.OutcomeBuilder;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.Taggers;
import dev.surety.tools.audit.WrittenJournal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {

  @TempDir Path journal;

  private final SlaPolicy sla = Promises.surety(0.8).maxOpen(20).sla();
  private final Play play = Play.of(sla, Pools.three());
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private void traffic(int from, int to) {
    for (int i = from; i < to; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).tagged("t" + i % 2).request());
      play.learn(Answers.to(decision).at(i).satisfied(i % 3 > 0).paid(0.01).feedback());
    }
  }

  private void write(List<JournalRow> rows) {
    List<JournalRow> all = new ArrayList<>();
    all.add(WrittenJournal.config("run-1", TenantConfig.of(sla, Pools.three())));
    all.addAll(rows);
    WrittenJournal.write(journal, "journal-1", all);
  }

  private int explain(String... args) {
    List<String> line = new ArrayList<>(List.of(args));
    line.add("--journal=" + journal);
    return PlainErrors.on(new CommandLine(new ExplainCommand()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(line.toArray(String[]::new));
  }

  /** Among them decisions that closed a full generation, whose closing stands after them. */
  @Test
  void everyDecisionIsMadeOnceMore() {
    traffic(0, 60);
    write(play.journal());

    for (int i = 0; i < 60; i++) {
      assertThat(explain("r" + i)).as("r" + i + "\n" + out).isZero();
    }
    assertThat(out.toString()).contains("proof     made once more from 119 events of acme/gold");
  }

  @Test
  void tellsWhatWasKnownScoresPlanCoinAndOutcome() {
    traffic(0, 40);
    write(play.journal());

    assertThat(explain("r33")).isZero();
    assertThat(out.toString())
        .contains("request   r33 of acme/gold")
        .contains("tag t1")
        .contains("promise   80.0 % satisfied, version 1")
        .contains("in 33 judged of 33 answers")
        .contains("= cost  + -lambda x quality")
        .contains("believed of")
        .contains("target now")
        .contains("coin      seed 42 and the request give")
        .contains("counted, satisfaction 0 by user, 0.0100 USD");
  }

  /** A version that came in the middle of a life: what is explained is what was in force then. */
  @Test
  void tellsWhatCameFromTheFleet() {
    TenantConfig before = play.config();
    traffic(0, 20);
    play.configure(TenantConfig.of(sla, Pools.three(), Artefacts.of(List.of(fleet()))));
    traffic(20, 40);
    List<JournalRow> rows = new ArrayList<>();
    rows.add(WrittenJournal.config("run-1", before));
    rows.add(WrittenJournal.config("run-1", play.config()));
    rows.addAll(play.journal());
    WrittenJournal.write(journal, "journal-1", rows);

    assertThat(explain("r33")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("made once more from")
        .contains("fleet labels")
        .containsPattern("fleet +30")
        .contains("tenants behind what the fleet says of the models");
    int with = out.toString().length();
    assertThat(explain("r10")).isZero();
    assertThat(out.toString().substring(with)).doesNotContain("fleet");
  }

  private static ArtefactUpdate fleet() {
    double[] means = {0.7, 0.8, 0.9};
    List<String> models = Pools.three().stream().map(ModelSpec::name).toList();
    FleetPrior prior = new FleetPrior(models, new int[0], new double[][] {means}, means, 30);
    return new ArtefactUpdate(FleetPrior.KIND, FleetPrior.POOL, 7, prior.write());
  }

  @Test
  void tellsWhichTaggerATagIsFrom() {
    SlaPolicy tagged = Promises.surety(0.8).with("context", "tagger:" + Taggers.NAME).sla();
    ArtefactUpdate tagger = Taggers.artefact(4, Taggers.ofWords("add numbers", "write a poem"));
    play.configure(TenantConfig.of(tagged, Pools.three(), Artefacts.of(List.of(tagger))));
    RoutingRequest asked = Requests.id("r1").prompt("a poem").request();
    play.decide(asked.featurized(asked.features(), new Sketcher().of(asked), false));
    List<JournalRow> rows = new ArrayList<>(play.journal());
    rows.add(0, WrittenJournal.config("run-1", play.config()));
    WrittenJournal.write(journal, "journal-1", rows);

    assertThat(explain("r1")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("tag prompts@4/1 (it came without; from tagger prompts, version 4)")
        .contains("made once more from");
  }

  @Test
  void jsonHasTheSameAndItsPartsSumUp() throws IOException {
    traffic(0, 40);
    write(play.journal());

    assertThat(explain("r33", "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("request_id").asText()).isEqualTo("r33");
    assertThat(json.path("replayed").path("holds").asBoolean()).isTrue();
    assertThat(json.path("outcomes")).hasSize(1);
    assertThat(json.path("coins").get(0).path("purpose").asText()).isEqualTo("model");
    for (JsonNode candidate : json.path("candidates")) {
      double sum = 0;
      for (JsonNode part : candidate.path("score_parts")) {
        sum += part.path("value").asDouble();
      }
      assertThat(sum).isEqualTo(candidate.path("score").asDouble());
    }
  }

  @Test
  void aFlippedLabelBeforeItIsFound() {
    traffic(0, 40);
    List<JournalRow> rows = new ArrayList<>(play.journal());
    rows.replaceAll(row -> row.stamp().seq() == 20 ? flipped((Outcome) row) : row);
    write(rows);

    assertThat(explain("r33")).isEqualTo(1);
    assertThat(out.toString())
        .contains("NOT PROVED: the engine disagrees with the journal")
        .contains("seq 20, queue: journaled")
        .doesNotContain("believed of");
    assertThat(explain("r3")).as("a decision before it").isZero();
  }

  @Test
  void aJournalWithoutItsBeginningIsNoProofButTellsWhatIsOnRecord() {
    traffic(0, 40);
    write(play.journal().subList(10, 80));

    assertThat(explain("r33")).isEqualTo(1);
    assertThat(out.toString())
        .contains("NOT PROVED: 10 earlier rows of acme/gold are missing")
        .contains("> ")
        .contains("propensity");
  }

  @Test
  void supersededByADecisionOfAnAbandonedBranch() {
    traffic(0, 10);
    List<JournalRow> rows = new ArrayList<>(List.of(began("run-1", null, -1, 0)));
    rows.addAll(play.journal());
    Decision first = abandoned(rows);
    play.run("run-2");
    Decision again = play.decide(Requests.id("lost").at(10).request());
    play.learn(
        Answers.to(again).decidedBy(first.decisionId()).by(Pools.DEAR).satisfied(true).feedback());
    rows.add(began("run-2", "run-1", 5, 1));
    rows.addAll(play.journal().subList(20, play.journal().size()));
    write(rows);

    assertThat(explain("lost")).isZero();
    assertThat(out.toString())
        .contains("superseded, by decision " + first.decisionId() + ", which took c-dear")
        .contains("on a branch that was abandoned (run run-1)");
    assertThat(explain(first.decisionId())).isEqualTo(2);
    assertThat(err.toString()).contains("made by run run-1 after checkpoint 6, on a branch");
  }

  /** Neither run abandoned anything of the other: both decisions stand, and each has its proof. */
  @Test
  void decisionsOfTwoRunsThatBeganByThemselvesBothCount() {
    traffic(0, 30);
    List<JournalRow> rows = new ArrayList<>(List.of(began("run-1", null, -1, 0)));
    rows.addAll(play.journal());
    Play second = Play.of(sla, Pools.three()).run("run-2");
    Decision again = second.decide(Requests.id("again").at(20).request());
    rows.add(began("run-2", null, -1, 1));
    rows.addAll(second.journal());
    write(rows);

    assertThat(explain("r25")).as(err.toString()).isZero();
    assertThat(explain(again.decisionId())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("histories 2 that began by themselves, without state:");
  }

  /** Its own fallback answered: that is no other decision. */
  @Test
  void aDecisionThatAnotherModelAnsweredIsNotNamedAsIfItWereTwo() {
    traffic(0, 5);
    Decision decision = play.decide(Requests.id("fallen").at(6).pinned(Pools.DEAR).request());
    play.learn(Answers.to(decision).by(Pools.CHEAP).at(6).satisfied(true).feedback());
    write(play.journal());

    assertThat(explain("fallen")).isZero();
    assertThat(out.toString())
        .containsOnlyOnce(decision.decisionId())
        .contains("superseded, answered by a-cheap in its place");
  }

  @Test
  void aRowThatTheJournalHasTwiceIsNamedOnce() {
    traffic(0, 10);
    List<JournalRow> rows = new ArrayList<>(List.of(began("run-1", null, -1, 0)));
    rows.addAll(play.journal());
    Decision first = abandoned(rows);
    rows.add(rows.get(rows.size() - 1));
    play.run("run-2");
    play.decide(Requests.id("lost").at(10).request());
    rows.add(began("run-2", "run-1", 5, 1));
    rows.addAll(play.journal().subList(20, play.journal().size()));
    write(rows);

    assertThat(explain("lost")).isZero();
    assertThat(out.toString()).containsOnlyOnce(first.decisionId());
  }

  /** The decision that run 1 made of the request after the checkpoint that run 2 began from. */
  private static Decision abandoned(List<JournalRow> rows) {
    Play lost = Play.of(Promises.surety(0.8).maxOpen(20).sla(), Pools.three());
    Decision decision = lost.decide(Requests.id("lost").at(10).request());
    Decided row = (Decided) lost.journal().get(0);
    Stamp stamp = new Stamp("run-1", 6, row.stamp().key(), 21, 10);
    rows.add(DecidedBuilder.of(row).stamp(stamp).decision(decision).keyedChance(false).build());
    return decision;
  }

  @Test
  void pinnedRequestsHaveNoReasonsButAProof() {
    traffic(0, 5);
    play.decide(Requests.id("pinned").at(6).pinned(Pools.DEAR).request());
    write(play.journal());

    assertThat(explain("pinned")).isZero();
    assertThat(out.toString()).contains("pinned to c-dear").contains("proof ");
  }

  @Test
  void whatIsNotThereIsSaid() {
    traffic(0, 3);
    write(play.journal());

    assertThat(explain("r99")).isEqualTo(2);
    assertThat(err.toString()).contains("no decision in " + journal).contains("'r99'");
    assertThat(explain("r1", "--tenant=acme/gold")).isZero();
    assertThat(explain("r1", "--tenant=globex")).isEqualTo(2);
    assertThat(err.toString()).contains("no decision for globex in " + journal);
    journal = journal.resolve("nowhere");
    assertThat(explain("r1")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no folder " + journal);
  }

  private static Lineage began(String run, String restored, long epoch, long time) {
    return new Lineage(new Stamp(run, 0, null, 0, time), restored, epoch, 0, "test");
  }

  private static Outcome flipped(Outcome row) {
    return OutcomeBuilder.of(row)
        .feedback(
            Answers.unrouted(row.feedback().requestId(), row.feedback().model())
                .decidedBy(row.feedback().decisionId())
                .at(row.feedback().time())
                .satisfied(row.feedback().satisfaction() == 0)
                .paid(row.feedback().costUsd())
                .feedback())
        .build();
  }
}
