package dev.surety.demo.run;

import dev.surety.client.Topics;
import dev.surety.demo.traffic.Tenant;
import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.OutcomeClass;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.reference.HindsightReferences;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Adds up a run from what is on the topics, in the journal and in the users' memory. */
final class RunTally {

  private final List<Served> served;
  private final Predicate<String> planned;
  private final List<Tenant> tenants;
  private final RoutingData data;
  private final boolean learnsTogether;
  private final boolean asksJudge;

  private long decisions;
  private long refusals;
  private final Map<String, Decision> firstDecisions = new HashMap<>();
  private long deadLetters;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Long> labels = new HashMap<>();
  private final Map<String, JudgeCount> judges = new HashMap<>();
  private final Map<String, Double> judgeUsd = new HashMap<>();
  private final Map<String, Double> targets = new HashMap<>();
  private final Set<String> judged = new HashSet<>();
  private final Set<String> visits = new HashSet<>();
  private final Map<String, JournalRow> lastRows = new HashMap<>();
  private List<String> journalSays = List.of();
  private FleetVersions fleet;
  private byte[] shortestRequest;
  private byte[] itsDecision;

  /**
   * @param planned whether a request, by its id, is of these users; what others asked meanwhile is
   *     counted by itself
   * @param learnsTogether whether tenants have a fleet
   * @param asksJudge whether promises name a judge
   */
  RunTally(
      List<Served> served,
      Predicate<String> planned,
      List<Tenant> tenants,
      RoutingData data,
      boolean learnsTogether,
      boolean asksJudge) {
    this.served = List.copyOf(served);
    this.planned = planned;
    this.tenants = tenants;
    this.data = data;
    this.learnsTogether = learnsTogether;
    this.asksJudge = asksJudge;
  }

  /** Reads topics and journal from the beginning. */
  void read(Map<String, Object> kafka, Topics topics, Path journal) throws IOException {
    TopicReader reader = new TopicReader(kafka);
    reader.read(topics.requests(), record -> takeRequest(record.value()));
    String shortest = shortestRequest == null ? "" : requestId(shortestRequest);
    reader.read(
        topics.decisions(),
        record -> {
          if (answer(record.value()) instanceof Decision decided) {
            if (decided.requestId().equals(shortest)) {
              itsDecision = record.value();
            }
            takeDecision(decided);
          } else {
            refusals++;
          }
        });
    reader.read(topics.deadLetters(), record -> deadLetters++);
    fleet = learnsTogether ? FleetVersions.on(kafka, topics.control()) : null;
    History history = History.newest(JournalFiles.in(journal));
    journalSays = JournalAccount.of(history).lines();
    history.read(this::takeRow);
  }

  private void takeDecision(Decision decided) {
    if (planned.test(decided.requestId())) {
      decisions++;
      firstDecisions.putIfAbsent(decided.requestId(), decided);
    } else {
      visits.add(decided.requestId());
    }
  }

  private void takeRequest(byte[] value) {
    if (shortestRequest == null || value.length < shortestRequest.length) {
      shortestRequest = value;
    }
  }

  private static String requestId(byte[] value) {
    try {
      return RequestJson.read(value).requestId();
    } catch (MalformedRecord e) {
      throw new IllegalStateException("the gateway sent a request that is none", e);
    }
  }

  private Summary.Example example() {
    return shortestRequest == null || itsDecision == null
        ? null
        : new Summary.Example(
            new String(shortestRequest, StandardCharsets.UTF_8),
            new String(itsDecision, StandardCharsets.UTF_8));
  }

  private static Answer answer(byte[] value) {
    try {
      return DecisionJson.read(value);
    } catch (MalformedRecord e) {
      throw new IllegalStateException("the job wrote a decision that is none", e);
    }
  }

  private void takeRow(JournalRow row) {
    lastRows.merge(
        row.stamp().key().key(),
        row,
        (a, b) -> Stamp.IN_ORDER.compare(a.stamp(), b.stamp()) > 0 ? a : b);
    if (row instanceof JournalRow.Decided decided) {
      targets.put(decided.request().requestId(), decided.target());
      if (planned.test(decided.request().requestId()) && decided.decision().judge() != null) {
        judge(row).bought++;
      }
    }
    if (row instanceof JournalRow.Outcome outcome && planned.test(outcome.feedback().requestId())) {
      takeJudge(outcome);
      if (outcome.feedback().hasLabel() && outcome.booked()) {
        judged.add(outcome.feedback().requestId());
        labels.merge(row.stamp().key().key(), 1L, Long::sum);
      }
      outcomes.merge(outcome.outcome().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }
  }

  private void takeJudge(JournalRow.Outcome outcome) {
    if (outcome.judgeChangeUsd() != 0) {
      judgeUsd.merge(outcome.feedback().requestId(), outcome.judgeChangeUsd(), Double::sum);
    }
    if (outcome.feedback().source() == Feedback.Source.JUDGE
        && outcome.feedback().hasLabel()
        && outcome.outcome() == OutcomeClass.COUNTED) {
      judge(outcome).words++;
    }
  }

  private JudgeCount judge(JournalRow row) {
    return judges.computeIfAbsent(row.stamp().key().key(), key -> new JudgeCount());
  }

  /** Labels of a tenant's judge. */
  private static final class JudgeCount {
    private long bought;
    private long words;
  }

  /**
   * The account.
   *
   * @param warmUp how many requests, the first ones, count as warm-up
   */
  Summary summary(long requests, long warmUp, long feedbackSent, long jobRestarts, double seconds) {
    Set<String> asked = new HashSet<>(firstDecisions.keySet());
    long executed = served.stream().filter(s -> s.decisionId() != null).count();
    double[] latencies =
        served.stream()
            .filter(s -> s.decisionId() != null && s.request().index() >= warmUp)
            .mapToDouble(s -> s.latencyNanos() / 1e6)
            .sorted()
            .toArray();
    return new Summary(
        requests,
        decisions,
        refusals,
        asked.size(),
        executed,
        served.size() - executed,
        visits.size(),
        feedbackSent,
        outcomes,
        deadLetters,
        jobRestarts,
        journalSays,
        seconds,
        seconds > 0 ? asked.size() / seconds : 0,
        fleet,
        warmUp,
        new Summary.Latency(Quantiles.of(latencies, 0.5), Quantiles.of(latencies, 0.99)),
        example(),
        tenants.stream().map(tenant -> tenant(tenant, warmUp)).toList());
  }

  private Summary.TenantSummary tenant(Tenant tenant, long warmUp) {
    List<Served> own = served.stream().filter(s -> s.request().tenant().equals(tenant)).toList();
    String key = tenant.name() + "/" + tenant.tier();
    Map<String, Long> models = new LinkedHashMap<>();
    long explored = 0;
    for (Decision decision : firstDecisions.values()) {
      if (decision.key().key().equals(key)) {
        models.merge(decision.model(), 1L, Long::sum);
        explored += decision.explored() ? 1 : 0;
      }
    }
    HindsightReferences references =
        own.isEmpty()
            ? null
            : HindsightReferences.of(own.stream().map(Served::alternatives).toList());
    List<Summary.Delivered> promises = promises(tenant, own);
    double target =
        promises.size() == 1
            ? promises.get(0).target()
            : promises.stream().mapToDouble(p -> p.target() * p.requests()).sum() / own.size();
    Bill bill = Bill.of(own, target, judgeUsd);
    JudgeCount judge = judges.getOrDefault(key, new JudgeCount());
    return new Summary.TenantSummary(
        tenant.name(),
        tenant.tier(),
        target,
        promises,
        bill.requests(),
        bill.satisfaction(),
        labels.getOrDefault(key, 0L),
        bill.costUsd(),
        bill.bestSingleCostUsd(),
        references == null ? 0 : references.cheapestCostUsd(),
        bill.hindsightCostUsd(),
        asksJudge ? new Summary.Judged(judge.bought, judge.words, bill.judgeUsd()) : null,
        settled(tenant, own, warmUp),
        queue(lastRows.get(key)),
        explored,
        inPoolOrder(models));
  }

  private Bill settled(Tenant tenant, List<Served> own, long warmUp) {
    List<Served> settled = own.stream().filter(s -> s.request().index() >= warmUp).toList();
    double target = tenant.target();
    double promised = 0;
    for (Served served : own) {
      target = targets.getOrDefault(served.request().requestId(), target);
      promised += served.request().index() >= warmUp ? target : 0;
    }
    return Bill.of(settled, promised / settled.size(), judgeUsd);
  }

  /** By the target on record with each decision; a request without one counts with those before. */
  private List<Summary.Delivered> promises(Tenant tenant, List<Served> own) {
    Map<Double, List<Served>> byTarget = new LinkedHashMap<>();
    double target = tenant.target();
    byTarget.put(target, new ArrayList<>());
    for (Served served : own) {
      target = targets.getOrDefault(served.request().requestId(), target);
      byTarget.computeIfAbsent(target, t -> new ArrayList<>()).add(served);
    }
    return byTarget.entrySet().stream()
        .filter(e -> byTarget.size() == 1 || !e.getValue().isEmpty())
        .map(e -> delivered(e.getKey(), e.getValue()))
        .toList();
  }

  private Summary.Delivered delivered(double target, List<Served> answers) {
    return new Summary.Delivered(
        target,
        answers.size(),
        answers.stream().mapToDouble(Served::satisfaction).average().orElse(Double.NaN),
        answers.stream().filter(s -> judged.contains(s.request().requestId())).count());
  }

  /** The queue after the last event that moved it or decided by it. */
  private static double queue(JournalRow last) {
    if (last instanceof JournalRow.Outcome outcome) {
      return outcome.queue();
    }
    return last instanceof JournalRow.Decided decided ? decided.queue() : 0;
  }

  private Map<String, Long> inPoolOrder(Map<String, Long> models) {
    Map<String, Long> ordered = new LinkedHashMap<>();
    for (String name : data.pool().names()) {
      if (models.containsKey(name)) {
        ordered.put(name, models.get(name));
      }
    }
    return ordered;
  }
}
