package dev.surety.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.HeldTime;
import dev.surety.domain.JournalRow;
import dev.surety.domain.Notice;
import dev.surety.domain.Refusal;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Configuration;
import dev.surety.engine.Effects;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.features.HashingFeaturizer;
import dev.surety.features.Sketcher;
import dev.surety.policy.Policies;
import dev.surety.testing.Bytes;
import dev.surety.testing.Play;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.journal.JournalReader;
import dev.surety.wire.json.ConfigJson;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.StandingJson;
import dev.surety.wire.state.TenantEventCodec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The job without Flink: JSON in, and the digests of all that comes of it. */
final class StreamRun {

  private static final long TOLERANCE = 60_000;

  final StreamDigests digests = new StreamDigests();

  private final Configuration configuration = new Configuration();
  private final HashingFeaturizer featurizer = new HashingFeaturizer(64, 100);
  private final Sketcher sketcher = new Sketcher();
  private final Map<String, Play> plays = new TreeMap<>();
  private final Set<String> configs = new HashSet<>();
  private final DecisionJson.Writer decisions = new DecisionJson.Writer();
  private final StandingJson.Writer standings = new StandingJson.Writer();
  private final JournalAvro journal = new JournalAvro();
  private final JournalReader rows = new JournalReader();

  void control(byte[] key, byte[] value) {
    try {
      ControlUpdate update = ControlJson.read(key, value);
      Policies.check(update);
      configuration.put(update);
      digests.add("control", ControlJson.write(update).value());
    } catch (MalformedRecord | IllegalArgumentException e) {
      refused(e);
    }
  }

  /** Returns the decision, or {@code null} if there was none. */
  Decision request(byte[] json, long appendedAt) {
    try {
      RoutingRequest read = RequestJson.read(json);
      digests.add("requests", RequestJson.write(read));
      RoutingRequest seen =
          read.featurized(
              featurizer.features(read), sketcher.of(read), read.key().tier().equals("plain"));
      RoutingRequest sent = (RoutingRequest) sent(seen);
      Play play = ready(sent, appendedAt);
      Effects effects = play.route(sent);
      if (effects.decision() != null) {
        digests.add("decisions", decisions.write(effects.decision()));
        digests.count("reason", effects.decision().reason());
      } else {
        Refusal refusal = Refusal.of(sent.requestId(), sent.key(), effects.rejection(), appendedAt);
        digests.add("decisions", decisions.write(refusal));
        digests.count("rejection", effects.rejection().reason());
      }
      applied(play, effects);
      return effects.decision();
    } catch (MalformedRecord e) {
      refused(e);
      return null;
    }
  }

  void feedback(byte[] json, long appendedAt) {
    try {
      Feedback read = FeedbackJson.read(json);
      digests.add("feedback", FeedbackJson.write(read));
      Feedback sent = (Feedback) sent(read);
      Play play = ready(sent, appendedAt);
      Effects effects = play.learn(sent);
      if (effects.rejection() != null) {
        refused(new IllegalArgumentException(effects.rejection().toString()));
        digests.count("rejection", effects.rejection().reason());
      }
      applied(play, effects);
    } catch (MalformedRecord e) {
      refused(e);
    }
  }

  /** Nothing came for a key for long. */
  void idle(TenantTier key) {
    Play play = play(key);
    if (play.config() != null) {
      applied(play, play.idle());
    }
  }

  /** From now on another job runs. */
  void restart(String run) {
    plays.values().forEach(play -> play.run(run));
  }

  /** The states of all keys at the end, and what they say of themselves. */
  void end() {
    plays.forEach(
        (key, play) -> {
          digests.add("states", play.bytes());
          if (play.config() != null) {
            digests.add(
                "standings", standings.write(StandingReader.of(play.state(), play.config())));
          }
        });
  }

  /** The event as it comes to ROUTE from another machine. */
  private TenantEvent sent(TenantEvent event) {
    byte[] bytes = Bytes.of(out -> TenantEventCodec.write(event, out));
    digests.add("events", bytes);
    return Bytes.read(bytes, TenantEventCodec::read);
  }

  private Play ready(TenantEvent event, long appendedAt) {
    HeldTime held = HeldTime.of(event, appendedAt, TOLERANCE);
    long time = held == null ? event.time() : held.hold(event).time();
    Play play = play(event.key()).now(appendedAt).appended(appendedAt, TOLERANCE);
    return play.configure(configuration.inForce(event.key(), time))
        .inForce(at -> configuration.inForce(event.key(), at));
  }

  private Play play(TenantTier key) {
    return plays.computeIfAbsent(key.key(), name -> Play.unconfigured().key(key));
  }

  private void applied(Play play, Effects effects) {
    TenantConfig config = play.config();
    if (!effects.rows().isEmpty() && configs.add(config.hash())) {
      digests.add("configurations", ConfigJson.write(config).getBytes(UTF_8));
    }
    for (JournalRow row : effects.rows()) {
      byte[] datum = journal.encode(row);
      digests.add("journal", datum);
      count(row);
      if (!Arrays.equals(journal.encode(rows.read(datum)), datum)) {
        throw new AssertionError("read back, the row is another: " + row);
      }
    }
  }

  private void count(JournalRow row) {
    int notices = 0;
    if (row instanceof JournalRow.Outcome outcome) {
      digests.count("outcome", outcome.outcome());
      notices = outcome.notices();
    } else if (row instanceof JournalRow.Decided decided) {
      notices = decided.notices();
    } else if (row instanceof JournalRow.Closed closed) {
      digests.count("closed", closed.cause());
    }
    for (Notice notice : Notice.values()) {
      if ((notices & notice.bit()) != 0) {
        digests.count("notice", notice);
      }
    }
  }

  private void refused(Exception e) {
    digests.add("refused", e.getMessage().getBytes(UTF_8));
  }
}
