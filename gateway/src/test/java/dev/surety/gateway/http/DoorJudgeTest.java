package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.client.Execution;
import dev.surety.domain.Feedback;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.JudgeOffer;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.judge.JudgeCase;
import dev.surety.gateway.judge.JudgeCounts;
import dev.surety.gateway.judge.JudgeDesk;
import dev.surety.gateway.options.JudgeSettings;
import dev.surety.gateway.simulation.SimulatedUpstream;
import dev.surety.gateway.simulation.SpeakingPace;
import dev.surety.gateway.simulation.Voice;
import dev.surety.gateway.simulation.Voice.Said;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The door's own judge: asked where a decision wants its label, after the client has its answer.
 */
class DoorJudgeTest {

  private static final String JUDGED = "surety_gateway_judged_total{outcome=\"%s\"}";
  private static final SpeakingPace NEVER = new SpeakingPace(3_600_000, 0);
  private static final String STREAM = ",\"stream\":true";

  private final Queue<Voice.Asked> asked = new ConcurrentLinkedQueue<>();

  private SimulatedUpstream judge(String verdict, SpeakingPace pace) throws Exception {
    return SimulatedUpstream.open(
        0,
        1,
        pace,
        question -> {
          asked.add(question);
          return new Said(verdict, 1_000, 100);
        });
  }

  private static OpenDoor door(SimulatedUpstream judge, String... more) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--upstreams.judge.url=" + judge.url(),
                "--judge.upstream=judge",
                "--judge.model=critic",
                "--judge.input-usd-per-mtok=0.1",
                "--judge.output-usd-per-mtok=1"));
    options.addAll(List.of(more));
    OpenDoor door = new OpenDoor(options.toArray(String[]::new));
    door.router.answer =
        request -> CompletableFuture.completedFuture(buying(FakeRouter.decided(request, "small")));
    return door;
  }

  /** The same, and a judge's label of its answer is worth its price. */
  private static Execution buying(Execution todo) {
    return FakeRouter.soliciting(todo, new JudgeOffer(0.003, 0.0004));
  }

  private static void awaitMetric(OpenDoor door, String line) throws Exception {
    while (!door.metrics().contains(line)) {
      Thread.onSpinWait();
    }
  }

  /** The next day has its own budget: none may begin in between. */
  private static void letAnEndingDayEnd() throws InterruptedException {
    long day = TimeUnit.DAYS.toMillis(1);
    long left = day - System.currentTimeMillis() % day;
    if (left < 60_000) {
      Thread.sleep(left);
    }
  }

  private static String skipped(String reason, int count) {
    return "surety_gateway_judge_skipped_total{reason=\"%s\"} %d.0".formatted(reason, count);
  }

  private static String failed(String reason) {
    return "surety_gateway_judge_failed_total{reason=\"%s\"} 1.0".formatted(reason);
  }

  @ParameterizedTest
  @CsvSource({"satisfied, 1", "unsatisfied, 0", "0.25, 0.25"})
  void anAnswerOfWhichALabelIsWantedIsJudgedOnceAndTheRouterTold(String verdict, double score)
      throws Exception {
    for (String how : new String[] {"", STREAM}) {
      asked.clear();
      try (SimulatedUpstream judge = judge(verdict, SpeakingPace.AT_ONCE);
          OpenDoor door = door(judge)) {
        HttpResponse<String> answer = door.chat(how);
        assertThat(answer.headers().firstValue("x-surety-solicit")).isEmpty();
        List<Feedback> reports = door.router.nextReports(2);
        Feedback usage = reports.get(0);
        Feedback label = reports.get(1);
        assertThat(usage.source()).isEqualTo(Source.UNKNOWN);
        assertThat(label.source()).isEqualTo(Source.JUDGE);
        assertThat(label.satisfaction()).isEqualTo(score);
        assertThat(label.model()).isEqualTo("small");
        assertThat(label.requestId()).isEqualTo(usage.requestId());
        assertThat(label.decisionId()).isEqualTo("d-" + usage.requestId());
        assertThat(label.key()).isEqualTo(usage.key());
        assertThat(label.costUsd()).isCloseTo(0.0002, within(1e-12));
        assertThat(asked).hasSize(1);
        assertThat(asked.peek().model()).isEqualTo("critic");
        assertThat(asked.peek().text()).contains("user:\nhi").contains("Hello world");
        String metrics = door.metrics();
        assertThat(metrics)
            .contains(JUDGED.formatted(score >= 0.5 ? "satisfied" : "unsatisfied") + " 1.0");
        assertThat(metrics).contains("surety_gateway_judge_cost_usd_total 2.0E-4");
      }
    }
  }

  @Test
  void responsesAreJudgedStreamedOrNot() throws Exception {
    for (String how : new String[] {"", STREAM}) {
      asked.clear();
      try (SimulatedUpstream judge = judge("yes", SpeakingPace.AT_ONCE);
          OpenDoor door = door(judge)) {
        door.post(
            "/v1/responses",
            "{\"model\":\"surety\",\"instructions\":\"Be kind\",\"input\":\"hi\"%s}"
                .formatted(how));
        assertThat(door.router.nextReports(2).get(1).source()).isEqualTo(Source.JUDGE);
        assertThat(asked.peek().text())
            .contains("system:\nBe kind\n\nuser:\nhi")
            .contains("<answer>\nHello world\n</answer>");
      }
    }
  }

  @Test
  void withoutThePricesOfTheJudgeTheRouterBooksThePromises() throws Exception {
    try (SimulatedUpstream judge = judge("yes", SpeakingPace.AT_ONCE);
        OpenDoor door =
            new OpenDoor(
                "--upstreams.judge.url=" + judge.url(),
                "--judge.upstream=judge",
                "--judge.model=critic")) {
      door.router.answer =
          request ->
              CompletableFuture.completedFuture(buying(FakeRouter.decided(request, "small")));
      door.chat("");
      assertThat(door.router.nextReports(2).get(1).costUsd()).isNaN();
    }
  }

  @Test
  void whereTheUserIsToBeAskedOrNobodyTheJudgeIsNot() throws Exception {
    try (SimulatedUpstream judge = judge("yes", SpeakingPace.AT_ONCE);
        OpenDoor door = door(judge, "--stop.refuse-after=0 ms")) {
      door.router.decide("small");
      door.chat("");
      door.router.answer =
          request ->
              CompletableFuture.completedFuture(
                  FakeRouter.soliciting(FakeRouter.decided(request, "small")));
      assertThat(door.chat("").headers().firstValue("x-surety-solicit")).contains("true");
      door.router.standing(List.of("small"));
      door.chat("");
      door.router.nextReports(3);
      door.server.stop();
      assertThat(asked).isEmpty();
      assertThat(door.router.reported).isEmpty();
    }
  }

  @Test
  void aRequestThatComesAgainIsJudgedOnce() throws Exception {
    try (SimulatedUpstream judge = judge("yes", SpeakingPace.AT_ONCE);
        OpenDoor door = door(judge, "--stop.refuse-after=0 ms")) {
      door.chat("", "idempotency-key", "k");
      door.chat("", "idempotency-key", "k");
      door.router.nextReports(3);
      door.server.stop();
      assertThat(asked).hasSize(1);
      assertThat(door.router.reported).isEmpty();
    }
  }

  @Test
  void anotherModelsAnswerIsJudgedAsItsOwn() throws Exception {
    try (SimulatedUpstream judge = judge("yes", SpeakingPace.AT_ONCE);
        OpenDoor door = door(judge)) {
      door.upstream.when("provider-small", Upstream.status(500, "{}"));
      door.router.answer =
          request ->
              CompletableFuture.completedFuture(
                  buying(FakeRouter.decided(request, "small", "large")));
      door.chat("");
      assertThat(door.router.nextReports(3).get(2).model()).isEqualTo("large");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", STREAM})
  void aJudgeThatIsLateKeepsNobodyWaiting(String how) throws Exception {
    try (SimulatedUpstream judge = judge("yes", NEVER);
        OpenDoor door = door(judge, "--judge.timeout=500 ms")) {
      assertThat(door.chat(how).body()).contains("Hello").contains("world");
      awaitMetric(door, failed("timeout"));
      assertThat(door.router.nextReport().source()).isEqualTo(Source.UNKNOWN);
      assertThat(door.router.reported).isEmpty();
    }
  }

  @Test
  void aJudgeThatFailsOrSaysNothingOfUseIsCounted() throws Exception {
    try (SimulatedUpstream judge = judge("well, it depends", SpeakingPace.AT_ONCE);
        OpenDoor door = door(judge)) {
      assertThat(door.chat("").statusCode()).isEqualTo(200);
      awaitMetric(door, failed("unreadable"));
      assertThat(door.metrics())
          .as("that was paid, too")
          .contains("surety_gateway_judge_cost_usd_total 2.0E-4");
      judge.close();
      assertThat(door.chat(STREAM).body()).contains("[DONE]");
      awaitMetric(door, failed("error"));
      assertThat(door.router.nextReports(2)).allMatch(r -> r.source() == Source.UNKNOWN);
      assertThat(door.router.reported).isEmpty();
    }
  }

  @Test
  void aJudgeThatAnswersWithAnErrorIsCounted() throws Exception {
    try (OpenDoor door = new OpenDoor("--judge.upstream=sim", "--judge.model=critic")) {
      door.upstream.when("critic", Upstream.status(429, "{\"error\":{}}"));
      door.router.answer =
          request ->
              CompletableFuture.completedFuture(buying(FakeRouter.decided(request, "small")));
      door.chat("");
      awaitMetric(door, failed("error"));
      assertThat(door.upstream.seen.peekLast().headers())
          .containsEntry("authorization", "Bearer upstream-secret");
    }
  }

  @Test
  void soManyAreHeldAndNoMore() throws Exception {
    try (SimulatedUpstream judge = judge("yes", NEVER);
        OpenDoor door =
            door(
                judge,
                "--judge.at-once=1",
                "--judge.most-held=2",
                "--judge.timeout=10 min",
                "--stop.refuse-after=0 ms")) {
      for (int i = 0; i < 4; i++) {
        door.chat(i % 2 == 0 ? "" : STREAM);
      }
      door.router.nextReports(4);
      awaitMetric(door, skipped("full", 2));
      while (asked.isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(asked).as("one at once").hasSize(1);
    }
  }

  @Test
  void theDaysBudgetOfTheDoorHolds() throws Exception {
    try (SimulatedUpstream judge = judge("yes", SpeakingPace.AT_ONCE);
        OpenDoor door = door(judge, "--judge.budget-usd-per-day=0.0005")) {
      letAnEndingDayEnd();
      door.chat("");
      door.router.nextReports(2);
      door.chat("");
      awaitMetric(door, skipped("budget", 1));
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void whatIsLongerOrNotTextIsNotJudged() throws Exception {
    try (SimulatedUpstream judge = judge("yes", SpeakingPace.AT_ONCE);
        OpenDoor door = door(judge, "--judge.max-chars=100")) {
      String word = "word ".repeat(30);
      door.upstream.when(
          "provider-small",
          Upstream.stream(
              Upstream.role("m"),
              Upstream.word("m", word),
              Upstream.stop("m"),
              "data: [DONE]\n\n"));
      assertThat(door.chat(STREAM).body()).contains(word);
      door.upstream.when("provider-small", Upstream::answerWell);
      door.post(
          "/v1/chat/completions",
          "{\"model\":\"surety\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
              .formatted(word));
      awaitMetric(door, skipped("too_long", 2));
      door.post("/v1/embeddings", "{\"model\":\"small\",\"input\":\"hi\"}");
      awaitMetric(door, skipped("no_text", 1));
      String call =
          Upstream.chat("provider-small", "Let me see")
              .replace("\"role\"", "\"tool_calls\":[{\"id\":\"1\"}],\"role\"");
      door.upstream.when("provider-small", Upstream.status(200, call));
      door.chat("");
      awaitMetric(door, skipped("no_text", 2));
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void aStopWaitsForThoseUnderWay() throws Exception {
    try (SimulatedUpstream judge = judge("yes", new SpeakingPace(300, 0));
        OpenDoor door = door(judge, "--stop.refuse-after=0 ms")) {
      door.chat("");
      assertThat(door.router.nextReport().source()).isEqualTo(Source.UNKNOWN);
      while (asked.isEmpty()) {
        Thread.onSpinWait();
      }
      door.server.stop();
      assertThat(door.router.reported).hasSize(1);
    }
  }

  @Test
  void aDoorThatClosesDropsWhatWaitsAndCountsIt() {
    List<JudgeCounts.Reason> not = new ArrayList<>();
    JudgeDesk desk =
        new JudgeDesk(
            new JudgeSettings(
                "sim", "critic", "?", 1, 9, Duration.ofSeconds(1), 100, 1, Double.NaN, Double.NaN),
            body -> Promise.<byte[]>promise().future(),
            label -> {},
            new JudgeCounts() {
              @Override
              public void judged(boolean satisfied) {}

              @Override
              public void notJudged(Reason reason) {
                not.add(reason);
              }

              @Override
              public void paid(double usd) {}
            });
    JudgeCase one = new JudgeCase(new TenantTier("a", "b"), "r", "d", "m", 0, "hi", "ho");
    desk.judge(one);
    desk.judge(one);
    desk.judge(one);
    desk.close();
    desk.judge(one);
    assertThat(not).hasSize(3).containsOnly(JudgeCounts.Reason.STOPPING);
    assertThat(desk.isIdle()).as("one is under way").isFalse();
  }

  @Test
  void nothingOfQuestionOrAnswerIsLogged() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    PrintStream catcher = new PrintStream(seen, true, StandardCharsets.UTF_8);
    System.setOut(catcher);
    System.setErr(catcher);
    try (SimulatedUpstream judge = judge("I can't say", SpeakingPace.AT_ONCE);
        OpenDoor door = door(judge)) {
      door.upstream.when(
          "provider-small", Upstream.status(200, Upstream.chat("provider-small", "unutterable")));
      door.chat(",\"user\":\"unspeakable\"");
      awaitMetric(door, failed("unreadable"));
      judge.close();
      door.chat("");
      awaitMetric(door, failed("error"));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(seen.toString(StandardCharsets.UTF_8))
        .doesNotContain("unutterable")
        .doesNotContain("user:")
        .doesNotContain("can't say");
  }

  /** Logs go where they were opened, which no test can catch for sure: so nothing writes any. */
  @Test
  void whatHoldsQuestionAndAnswerHasNoLog() throws Exception {
    Path code = Path.of("src/main/java/dev/surety/gateway");
    List<Path> files = new ArrayList<>();
    try (Stream<Path> judge = Files.list(code.resolve("judge"))) {
      judge.forEach(files::add);
    }
    files.add(code.resolve("http/BoughtLabel.java"));
    files.add(code.resolve("http/JudgeUpstream.java"));
    for (Path file : files) {
      assertThat(Files.readString(file)).doesNotContain("slf4j", "System.out", "System.err");
    }
    assertThat(new JudgeCase(new TenantTier("a", "b"), "r", "d", "m", 1, "secret", "secret"))
        .asString()
        .doesNotContain("secret");
  }
}
