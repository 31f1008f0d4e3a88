package dev.surety.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.Refusal;
import dev.surety.domain.Rejection;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Configuration;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.testing.Bytes;
import dev.surety.wire.json.ConfigJson;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.StandingJson;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Customers whose promise is a target and nothing else: no deadline, budget, filter, certificate,
 * cache or judge anywhere. What they are decided, and what is kept of it, is the same for ever,
 * whatever else a promise may say by then.
 *
 * <p>It uses only what the engine has had since before promises could say more, so that the file
 * compiles, and plays the same, at commits of then: {@code docs/reliability.md}.
 */
public final class TargetAlone {

  /** Tuesday evening. */
  private static final long START = 1_700_000_000_000L;

  private static final int BATCH = 1000;
  private static final String[] POLICIES = {"surety", "surety", "slarouter", "mess-plus"};
  private static final double[] TARGETS = {0.7, 0.8, 0.9, 0.97};
  private static final int MODELS = 11;
  private static final int TENANTS = 48;

  final StreamDigests digests = new StreamDigests();
  long cpuNanos;
  long allocatedBytes;

  private final SplittableRandom chance = new SplittableRandom(20231114);
  private final Configuration configuration = new Configuration();
  private final TenantRouter router = new TenantRouter();
  private final List<RouterState> states = new ArrayList<>();
  private final DecisionJson.Writer decisions = new DecisionJson.Writer();
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long now = START;
  private long number;

  TargetAlone() {
    for (int m = 0; m < MODELS; m++) {
      double usd = 0.1 * Math.pow(1.6, m);
      control(
          "{'type':'model','model':'m-%02d','version':1,'input_usd_per_mtok':%s,".formatted(m, usd)
              + "'output_usd_per_mtok':%s,'context_window':%d}".formatted(4 * usd, 8_000 << m % 4));
    }
    for (int t = 0; t < TENANTS; t++) {
      TenantTier key = new TenantTier("tenant-" + t, "gold");
      control(
          "{'type':'sla','tenant':'%s','tier':'gold','version':1,'target':%s,'policy':'%s'}"
              .formatted(key.tenant(), TARGETS[t / 4 % 4], POLICIES[t % 4]));
      states.add(new RouterState(key, new Account(), new Learner(), new OpenDecisionMaps()));
    }
  }

  /** Plays so many requests, in batches of a thousand that all answers of the last come before. */
  void play(int requests) {
    for (int done = 0; done < requests; done += BATCH) {
      List<Event> asked = new ArrayList<>();
      for (int n = 0; n < BATCH; n++) {
        asked.add(request());
      }
      List<Effects> effects = apply(asked);
      List<Event> told = new ArrayList<>();
      for (int n = 0; n < BATCH; n++) {
        Event.Route route = (Event.Route) asked.get(n);
        Decision decision = effects.get(n).decision();
        if (decision == null) {
          refused(route.request(), effects.get(n).rejection());
          continue;
        }
        digests.add("decisions", decisions.write(decision));
        digests.count("reason", decision.reason());
        answers(route, decision, told);
      }
      apply(told);
    }
  }

  private void refused(RoutingRequest request, Rejection rejection) {
    Refusal refusal = Refusal.of(request.requestId(), request.key(), rejection, now);
    digests.add("decisions", decisions.write(refusal));
    digests.count("rejection", rejection.reason());
  }

  /** What is kept of each, and what is said of it. */
  void end() {
    StandingJson.Writer standings = new StandingJson.Writer();
    for (RouterState state : states) {
      digests.add("accounts", Bytes.of(out -> AccountCodec.write(state.account(), out)));
      digests.add("learners", Bytes.of(out -> LearnerCodec.write(state.learner(), out)));
      TenantConfig config = configuration.inForce(state.key(), now);
      digests.add("configurations", ConfigJson.write(config).getBytes(UTF_8));
      digests.add("standings", standings.write(StandingReader.of(state, config)));
    }
  }

  private List<Effects> apply(List<Event> events) {
    List<Effects> effects = new ArrayList<>(events.size());
    long id = Thread.currentThread().getId();
    long allocated = thread.getThreadAllocatedBytes(id);
    long cpu = thread.getCurrentThreadCpuTime();
    for (Event event : events) {
      effects.add(router.apply(states.get(tenant(event)), event));
    }
    cpuNanos += thread.getCurrentThreadCpuTime() - cpu;
    allocatedBytes += thread.getThreadAllocatedBytes(id) - allocated;
    return effects;
  }

  private static int tenant(Event event) {
    String tenant =
        event instanceof Event.Route route
            ? route.request().key().tenant()
            : ((Event.Learn) event).feedback().key().tenant();
    return Integer.parseInt(tenant, 7, tenant.length(), 10);
  }

  private Event request() {
    now += chance.nextInt(2_000);
    int tenant = chance.nextInt(TENANTS);
    RouterState state = states.get(tenant);
    RoutingRequest.Builder request =
        RoutingRequest.builder("r" + number++, state.key(), now)
            .promptChars(20 + chance.nextInt(4_000))
            .inputTokens(chance.nextInt(rarely(0.02) ? 30_000 : 900));
    if (tenant % 3 != 0) {
      request.tag("tag-" + chance.nextInt(12));
    }
    if (rarely(0.3)) {
      request.maxOutputTokens(1 + chance.nextInt(2_000));
    }
    if (rarely(0.02)) {
      request.pinnedModel("m-%02d".formatted(chance.nextInt(MODELS)));
    } else if (rarely(0.03)) {
      request.candidates(List.of("m-03", "m-07"));
    }
    return new Event.Route(context(), request.build(), configuration.inForce(state.key(), now));
  }

  /** Usage of nearly all answers, an opinion of a fifth, an error now and then. */
  private void answers(Event.Route asked, Decision decision, List<Event> told) {
    now += chance.nextInt(20);
    int model = Integer.parseInt(decision.model().substring(2));
    boolean fails = rarely(0.01);
    if (fails || rarely(0.95)) {
      Feedback.Builder usage = feedback(decision).latencyMillis(200 + chance.nextInt(9_000));
      if (fails) {
        usage.error(rarely(0.5) ? "timeout" : "429 too many requests").finalError(rarely(0.1));
      } else {
        usage.inputTokens(Math.max(1, asked.request().inputTokens()));
        usage.outputTokens(1 + chance.nextInt(1_500));
      }
      told.add(learn(usage));
    }
    if (!fails && rarely(0.2)) {
      double satisfied = rarely(0.55 + 0.04 * model) ? 1 : 0;
      told.add(learn(feedback(decision).satisfaction(satisfied).source(Feedback.Source.USER)));
    }
  }

  private Feedback.Builder feedback(Decision decision) {
    return Feedback.builder(decision.requestId(), decision.key(), decision.model(), now)
        .decisionId(decision.decisionId());
  }

  private Event learn(Feedback.Builder builder) {
    Feedback feedback = builder.build();
    return new Event.Learn(context(), feedback, configuration.inForce(feedback.key(), now));
  }

  private Event.Context context() {
    return new Event.Context("run", 1, now, 7);
  }

  private boolean rarely(double share) {
    return chance.nextDouble() < share;
  }

  private void control(String json) {
    try {
      configuration.put(ControlJson.read(null, json.replace('\'', '"').getBytes(UTF_8)));
    } catch (MalformedRecord e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** Plays so many requests and says what came of them, and what a request and its answers took. */
  public static void main(String[] args) {
    int requests = Integer.parseInt(args[0]);
    TargetAlone stream = new TargetAlone();
    stream.play(requests);
    stream.end();
    System.out.print(stream.digests.lines());
    System.out.printf(
        "engine: %.2f us and %d bytes a request with its answers%n",
        stream.cpuNanos / 1e3 / requests, stream.allocatedBytes / requests);
  }
}
